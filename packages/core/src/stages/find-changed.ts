import { loadConfig } from '../config/load.ts';
import { modelPlace } from '../config/model-place.ts';
import { type Changes, changedModels, type ModelPlace } from '../domain/changed-models.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { isMlopsError, MlopsError } from '../domain/errors.ts';
import type { History } from './ports/history.ts';

export interface ChangedRequest {
  /** A commit, branch or tag. */
  readonly base: string;
  readonly head: string;
  /** Globs of the files that configure models. */
  readonly configs: readonly string[];
}

export const USUAL_CONFIGS = ['**/mlops.yml', '**/mlops.*.yml'] as const;

/**
 * The models that a change concerns, from the history alone: nothing needs to be checked out but the history itself.
 * Throws GIT_FAILED, and CONFIG_INVALID with the mistakes of every file of the head.
 */
export async function findChanged(request: ChangedRequest, history: History): Promise<Changes> {
  const { base, head } = request;
  const changed = await history.changedPaths(base, head);
  const files = await history.filesAt(head);
  const after = await placesAt(head, request, history);
  if (after.problems.length > 0) throw new MlopsError('CONFIG_INVALID', { problems: after.problems });
  const before = await placesAt(base, request, history);
  return changedModels({
    head: after.places,
    base: before.places,
    unreadable: before.unreadable,
    changed,
    files,
    pointers: await lfsTables(head, after.places, files, history),
    matches: history.matches,
  });
}

/** Tables of which the head holds a pointer of Git LFS only, which is all that a checkout without `lfs: true` brings. */
async function lfsTables(
  commit: string,
  places: readonly ModelPlace[],
  files: readonly string[],
  history: History,
): Promise<readonly string[]> {
  const tables = [...new Set(places.flatMap((place) => place.tables))];
  const found = await Promise.all(
    tables.map(async (table) => {
      const paths = files.filter((path) => isPartOf(path, table, history.matches));
      return paths.length > 0 && (await history.hasLfsPointer(commit, paths)) ? [table] : [];
    }),
  );
  return found.flat();
}

const isPartOf = (path: string, table: string, matches: History['matches']): boolean =>
  path === table || path.startsWith(`${table}/`) || matches(path, table);

/** Models of a commit, files that could not be read, and why. */
interface Places {
  readonly places: readonly ModelPlace[];
  readonly unreadable: readonly string[];
  readonly problems: readonly Problem[];
}

async function placesAt(commit: string, { configs }: ChangedRequest, history: History): Promise<Places> {
  const all = await history.filesAt(commit);
  const files = all.filter((path) => configs.some((glob) => history.matches(path, glob)));
  const readFile = (path: string) => history.fileAt(commit, path);
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file) })));
  const loaded = await Promise.all(
    read.filter(({ text }) => namesModel(text)).map(({ file }) => placeOrProblems(file, readFile)),
  );
  return {
    places: loaded.flatMap(({ place }) => place ?? []),
    unreadable: loaded.flatMap(({ file, problems }) => (problems.length > 0 ? [file] : [])),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

async function placeOrProblems(file: string, readFile: (path: string) => Promise<string | undefined>) {
  try {
    return { file, place: modelPlace(file, await loadConfig({ file, readFile })), problems: [] };
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return { file, problems: error.details.problems };
    throw error;
  }
}

/** What others extend is no model of its own: it has no name. */
const namesModel = (text = ''): boolean => /^model\s*:/m.test(text);

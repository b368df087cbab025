import { loadConfig } from '../config/load.ts';
import { modelPlace } from '../config/model-place.ts';
import { type Changes, changedModels, type ModelPlace } from '../domain/changed-models.ts';
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
  return changedModels({
    head: await placesAt(head, request, history),
    base: await withoutMistakes(() => placesAt(base, request, history)),
    changed,
    files: await history.filesAt(head),
    matches: history.matches,
  });
}

/** A base that cannot be read names no model: what the head has is then new, and is looked at whole. */
async function withoutMistakes(places: () => Promise<readonly ModelPlace[]>): Promise<readonly ModelPlace[]> {
  try {
    return await places();
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return [];
    throw error;
  }
}

async function placesAt(commit: string, { configs }: ChangedRequest, history: History): Promise<readonly ModelPlace[]> {
  const all = await history.filesAt(commit);
  const files = all.filter((path) => configs.some((glob) => history.matches(path, glob)));
  const readFile = (path: string) => history.fileAt(commit, path);
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file) })));
  const loaded = await Promise.allSettled(
    read
      .filter(({ text }) => namesModel(text))
      .map(async ({ file }) => modelPlace(file, await loadConfig({ file, readFile }))),
  );
  const failures = loaded.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const problems = failures.flatMap((error) => {
    if (isMlopsError(error, 'CONFIG_INVALID')) return error.details.problems;
    throw error;
  });
  if (problems.length > 0) throw new MlopsError('CONFIG_INVALID', { problems });
  return loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** What others extend is no model of its own: it has no name. */
const namesModel = (text = ''): boolean => /^model\s*:/m.test(text);

import type { ReadFile } from '../config/extends.ts';
import { loadConfig } from '../config/load.ts';
import { modelPlace } from '../config/model-place.ts';
import { parseFile } from '../config/parse-file.ts';
import { nodeAt } from '../config/tree.ts';
import { isMlopsError } from '../domain/errors.ts';
import type { UnreadableConfig } from '../domain/model-origin.ts';
import type { ModelPlace } from '../domain/model-place.ts';
import type { History } from './ports/history.ts';

/** The models of a commit. */
export interface ModelsAt {
  readonly places: readonly ModelPlace[];
  readonly unreadable: readonly UnreadableConfig[];
}

/** Reads every file of a commit that the globs name and that names a model: what others only extend does not. */
export async function modelsAt(commit: string, globs: readonly string[], history: History): Promise<ModelsAt> {
  const files = (await history.filesAt(commit)).filter((path) => globs.some((glob) => history.matches(path, glob)));
  const readFile = (path: string) => history.fileAt(commit, path);
  const read = await Promise.all(files.map(async (config) => ({ config, text: await readFile(config) })));
  const loaded = await Promise.all(
    read
      .filter(({ config, text }) => text !== undefined && namesModel(config, text))
      .map(({ config }) => placeOrProblems(config, readFile)),
  );
  return {
    places: loaded.flatMap((found) => ('place' in found ? [found.place] : [])),
    unreadable: loaded.flatMap((found) => ('problems' in found ? [found] : [])),
  };
}

/** However the key is written, mistyped included; of a file whose syntax is broken, by the look of its lines. */
function namesModel(file: string, text: string): boolean {
  const { tree, complete } = parseFile(file, text);
  return complete ? nodeAt(tree, ['model']) !== undefined : /(^|[{,])\s*["']?model["']?\s*:/m.test(text);
}

async function placeOrProblems(
  config: string,
  readFile: ReadFile,
): Promise<UnreadableConfig | { readonly place: ModelPlace }> {
  try {
    return { place: modelPlace(config, await loadConfig({ file: config, readFile })) };
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return { config, problems: error.details.problems };
    throw error;
  }
}

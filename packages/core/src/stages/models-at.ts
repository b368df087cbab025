import { loadConfig } from '../config/load.ts';
import { modelPlace } from '../config/model-place.ts';
import { parseFile } from '../config/parse-file.ts';
import { nodeAt } from '../config/tree.ts';
import type { Problem } from '../domain/error-catalogue.ts';
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
  // A path may read like a pattern, which would not match itself.
  const isNamed = (path: string) => globs.some((glob) => path === glob || history.matches(path, glob));
  const files = (await history.filesAt(commit)).filter(isNamed);
  const found = await Promise.all(files.map((config) => modelOf(config, commit, history)));
  return {
    places: found.flatMap((model) => model?.place ?? []),
    unreadable: found.flatMap((model) => model?.unreadable ?? []),
  };
}

interface FoundModel {
  readonly place?: ModelPlace;
  readonly unreadable?: UnreadableConfig;
}

async function modelOf(config: string, commit: string, history: History): Promise<FoundModel | undefined> {
  const readFile = (path: string) => history.fileAt(commit, path);
  if (await history.isLink(commit, config)) return { unreadable: { config, problems: [linked(config)] } };
  const text = await readFile(config);
  if (text === undefined || !namesModel(config, text)) return undefined;
  try {
    return { place: modelPlace(config, await loadConfig({ file: config, readFile })) };
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return { unreadable: { config, problems: error.details.problems } };
    throw error;
  }
}

/** A checkout follows it, so it must not pass for a file without a model. */
const linked = (file: string): Problem => ({
  file,
  path: 'file',
  message: 'This is a symbolic link, which the history does not follow; write a file that extends the other one.',
});

/** However the key is written, mistyped included; of a file whose syntax is broken, by the look of its lines. */
function namesModel(file: string, text: string): boolean {
  const { tree, complete } = parseFile(file, text);
  return complete ? nodeAt(tree, ['model']) !== undefined : /(^|[{,])\s*["']?model["']?\s*:/m.test(text);
}

import type { ModelPlace } from '../domain/model-place.ts';
import { dvcPointersOf } from './dvc-pointers.ts';
import type { LoadedConfig } from './load.ts';
import { folderOf, joined } from './paths.ts';

/** What a model is made of, by its mlops.yml. `file` is relative to the root of the repository. */
export function modelPlace(file: string, { config, files }: Pick<LoadedConfig, 'config' | 'files'>): ModelPlace {
  const folder = folderOf(file);
  const named = [...contextOf(config.image.context), ...dataPaths(config)];
  return {
    model: config.model,
    config: file,
    files,
    folder,
    named: named.map((path) => joined(folder, path)),
    tables: tablesOf(config.data).map((path) => (isLocal(path) ? joined(folder, path) : path)),
    watch: (config.watch ?? []).map((glob) => joined(folder, glob)),
  };
}

/** The folder itself is looked at as such: a build context that is left at it names nothing more. */
const contextOf = (context: string): readonly string[] => (context === '.' ? [] : [context]);

/** Files and folders of the data that a config declares. A pointer of DVC stands for its file. */
function dataPaths({ data }: Pick<LoadedConfig['config'], 'data'>): readonly string[] {
  const others = [data.schema, data.kind === 'table' ? data.splitLock : undefined].filter((path) => path !== undefined);
  return [
    ...tablesOf(data)
      .filter(isLocal)
      .flatMap((path) => [path, ...dvcPointersOf(path)]),
    ...others,
  ];
}

const isLocal = (path: string): boolean => !path.includes('://');

/** Files and folders that hold rows. */
export const tablesOf = (data: LoadedConfig['config']['data']): readonly string[] =>
  data.kind === 'table' ? [data.table] : [...Object.values(data.channels), data.heldOut];

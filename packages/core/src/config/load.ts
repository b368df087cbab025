import { MlopsError } from '../domain/errors.ts';
import { type Chosen, chooseEnvironment, FROM_INPUTS, registryOf, whereToRun } from './choose-environment.ts';
import { applyBlock } from './environment.ts';
import { mergeChain, type ReadFile, readChain } from './extends.ts';
import { type Inferences, infer } from './infer.ts';
import { inOrder } from './order.ts';
import { allowedOverrides, applyOverrides, type Override, overrideProblems } from './overrides.ts';
import { folderOf, joined } from './paths.ts';
import { ruleProblems } from './rule-problems.ts';
import { type ConfigFile, configFile } from './schema/file.ts';
import { structureProblems } from './structure.ts';
import { toConfig } from './to-config.ts';
import { leafPlaces, type MapNode, type Node, type Place, plain } from './tree.ts';
import type { MlopsConfig } from './types.ts';

export interface LoadOptions {
  /** Path of mlops.yml, as `readFile` understands it, with `/`. */
  readonly file: string;
  readonly readFile: ReadFile;
  /** Name of the environment to run in; this machine when absent. */
  readonly environment?: string;
  /** Values that win over the files. Gates and what they are judged on cannot be overridden. */
  readonly overrides?: readonly Override[];
}

export interface LoadedConfig {
  readonly config: MlopsConfig;
  /** The named file first, then what it extends. */
  readonly files: readonly string[];
  /** Path as text (`train.max-runtime`) → where the value was written. Defaults and inferred values are not in it. */
  readonly origins: ReadonlyMap<string, Place>;
  readonly inferences: Inferences;
  /** The merged file with defaults and inferred values, as mlops.yml would say it. */
  readonly document: ConfigFile;
  /** Names under `environments`. */
  readonly environments: readonly string[];
}

/**
 * Reads mlops.yml. Precedence: overrides > environment block > the file > what it extends > defaults.
 * Throws CONFIG_NOT_FOUND, and CONFIG_INVALID with every mistake of every file.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { files, problems: unreadable } = await readChain(options.file, options.readFile);
  const written = mergeChain(files);
  const overrides = options.overrides ?? [];
  const { effective, chosen } = overlaid(written, allowedOverrides(overrides), options.environment);
  const complete = files.every((file) => file.complete) && unreadable.every(({ path }) => path !== 'extends');
  const folder = rootedFolder(options.file);
  const whole = (tree: Node) => [...structureProblems(tree, { partial: false }), ...ruleProblems(tree, folder)];
  const problems = [
    ...unreadable,
    ...files.flatMap(({ tree }) => structureProblems(tree, { partial: true })),
    ...(complete ? whole(written) : []),
    ...chosen.problems,
    ...overrideProblems(overrides),
    ...(complete ? whole(effective) : []),
  ];
  const names = files.map(({ file }) => file);
  if (problems.length > 0) throw new MlopsError('CONFIG_INVALID', { problems: inOrder(problems, names) });
  return conclude(effective, chosen.block, options, names);
}

/**
 * The tree as a run sees it: the block of its environment on top, and the overrides on top of that. They add to an environment of
 * the file and make none but {@link FROM_INPUTS}: a slip in a name would lose what its block says.
 */
export function overlaid(
  written: Node,
  overrides: readonly Override[],
  environment: string | undefined,
): { readonly effective: Node; readonly chosen: Chosen } {
  const { problems } = environment === FROM_INPUTS ? { problems: [] } : chooseEnvironment(written, environment);
  const apt = problems.length === 0 ? overrides : overrides.filter(({ path }) => path[0] !== 'environments');
  const { block } = chooseEnvironment(applyOverrides(written, apt), environment);
  return { effective: applyOverrides(applyBlock(written, block), apt), chosen: { block, problems } };
}

/** A tree without mistakes as the configuration of a run. */
export async function conclude(
  tree: Node,
  block: MapNode,
  options: Pick<LoadOptions, 'file' | 'readFile' | 'environment'>,
  files: readonly string[],
): Promise<LoadedConfig> {
  const folder = folderOf(options.file);
  const hasFile = async (path: string) => (await options.readFile(joined(folder, path))) !== undefined;
  const { document, inferences } = await infer(configFile.parse(plain(tree)), tree, hasFile);
  const environment = whereToRun(options.environment, block);
  const registry = registryOf(tree, document.registry, environment);
  return {
    config: toConfig(document, tree, { environment, ...(registry === undefined ? {} : { registry }) }),
    files,
    origins: leafPlaces(tree),
    inferences,
    document,
    environments: Object.keys(document.environments ?? {}),
  };
}

/** The folder of the file relative to the repository; a relative path is taken to start there. */
export const rootedFolder = (file: string): string =>
  file.startsWith('/') || file.startsWith('..') ? '' : folderOf(file);

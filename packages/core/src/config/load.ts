import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import { applyBlock, environmentNamed, mergedBlock, placePart } from './environment.ts';
import { mergeChain, type ReadFile, readChain } from './extends.ts';
import { type Inferences, infer } from './infer.ts';
import { inOrder } from './order.ts';
import { folderOf, joined } from './paths.ts';
import { ruleProblems } from './rule-problems.ts';
import { unknownName } from './rules/environments.ts';
import { get, isMap } from './rules/rule.ts';
import { environment as environmentSchema } from './schema/environments.ts';
import { type ConfigFile, configFile } from './schema/file.ts';
import { structureProblems } from './structure.ts';
import { toConfig, toEnvironment } from './to-config.ts';
import { leafPlaces, type MapNode, type Node, type Place, plain, treeOf, withValue } from './tree.ts';
import type { Environment, MlopsConfig } from './types.ts';

export interface LoadOptions {
  /** Path of mlops.yml, as `readFile` understands it, with `/`. */
  readonly file: string;
  readonly readFile: ReadFile;
  /** Name of the environment to run in; this machine when absent. */
  readonly environment?: string;
  /** Values that win over the files, by path, e.g. `{ 'train.instance-type': 'ml.m5.xlarge' }`. Gates cannot be overridden. */
  readonly overrides?: Readonly<Record<string, unknown>>;
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
  const chosen = choose(written, options);
  const effective = applyOverrides(applyBlock(written, chosen.block), options);
  const complete = files.every((file) => file.complete) && unreadable.every(({ path }) => path !== 'extends');
  const folder = rootedFolder(options.file);
  const problems = [
    ...unreadable,
    ...files.flatMap(({ tree }) => structureProblems(tree, { partial: true })),
    ...(complete ? [...structureProblems(written, { partial: false }), ...ruleProblems(written, folder)] : []),
    ...chosen.problems,
    ...overrideProblems(options),
    ...(complete && effective !== written
      ? [...structureProblems(effective, { partial: false }), ...ruleProblems(effective, folder)]
      : []),
  ];
  if (problems.length > 0)
    throw new MlopsError('CONFIG_INVALID', {
      problems: inOrder(
        problems,
        files.map(({ file }) => file),
      ),
    });
  return conclude(
    effective,
    chosen.block,
    options,
    files.map(({ file }) => file),
  );
}

async function conclude(
  tree: Node,
  block: MapNode,
  options: LoadOptions,
  files: readonly string[],
): Promise<LoadedConfig> {
  const folder = folderOf(options.file);
  const hasFile = async (path: string) => (await options.readFile(joined(folder, path))) !== undefined;
  const { document, inferences } = await infer(configFile.parse(plain(tree)), tree, hasFile);
  const place = whereToRun(options.environment, block);
  return {
    config: toConfig(document, tree, place),
    files,
    origins: leafPlaces(tree),
    inferences,
    document,
    environments: Object.keys(document.environments ?? {}),
  };
}

const LOCAL: Environment = { name: 'local', destination: 'local', tags: {} };

const whereToRun = (name: string | undefined, block: MapNode): Environment =>
  name === undefined || block.entries.size === 0
    ? LOCAL
    : toEnvironment(name, environmentSchema.parse(plain(placePart(block))));

/** The block of the chosen environment. `local` needs no block. */
function choose(
  tree: Node,
  { environment }: LoadOptions,
): { readonly block: MapNode; readonly problems: readonly Problem[] } {
  const none = mergedBlock(tree, []);
  if (environment === undefined) return { block: none, problems: [] };
  const environments = get(plain(tree), 'environments');
  const resolved = environmentNamed(environments, environment);
  if (resolved.kind === 'found') return { block: mergedBlock(tree, resolved.chain), problems: [] };
  if (resolved.kind === 'cycle' || resolved.name !== environment || environment === LOCAL.name)
    return { block: none, problems: [] };
  const names = isMap(environments) ? Object.keys(environments) : [];
  const { file } = tree.place;
  return { block: none, problems: [{ file, path: 'environments', message: unknownName(environment, names) }] };
}

const OVERRIDE: Place = { file: 'override' };

const applyOverrides = (tree: Node, { overrides = {} }: LoadOptions): Node =>
  Object.entries(overrides)
    .filter(([path]) => !judges(path))
    .reduce((node, [path, value]) => withValue(node, path.split('.'), treeOf(value, OVERRIDE)), tree);

const overrideProblems = ({ overrides = {} }: LoadOptions): readonly Problem[] =>
  Object.keys(overrides)
    .filter(judges)
    .map((path) => ({
      ...OVERRIDE,
      path,
      message:
        'Gates and what they are judged on cannot be overridden; change mlops.yml, so that the change is reviewed.',
    }));

const judges = (path: string) => /^(?:validate|data|task)(?:\.|$)/.test(path);

/** The folder of the file relative to the repository; a relative path is taken to start there. */
const rootedFolder = (file: string): string => (file.startsWith('/') || file.startsWith('..') ? '' : folderOf(file));

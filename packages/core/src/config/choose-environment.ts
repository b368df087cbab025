import type { Problem } from '../domain/error-catalogue.ts';
import { environmentNamed, mergedBlock, placePart } from './environment.ts';
import { unknownName } from './rules/environments.ts';
import { get, isMap } from './rules/rule.ts';
import { environment as environmentSchema } from './schema/environments.ts';
import { toEnvironment } from './to-config.ts';
import { type MapNode, type Node, plain } from './tree.ts';
import type { Environment } from './types.ts';

/** This machine; needs no block in the file. */
const LOCAL: Environment = { name: 'local', destination: 'local', tags: {} };

/** Name of the environment that inputs describe when none of mlops.yml is chosen. */
export const FROM_INPUTS = 'inputs';

export interface Chosen {
  /** The block with what it takes over by `like`; empty without a choice. */
  readonly block: MapNode;
  readonly problems: readonly Problem[];
}

/** The block of the environment called `name`. A broken `like` is told by the rule about environments. */
export function chooseEnvironment(tree: Node, name: string | undefined): Chosen {
  const none = { block: mergedBlock(tree, []), problems: [] };
  if (name === undefined) return none;
  const environments = get(plain(tree), 'environments');
  const resolved = environmentNamed(environments, name);
  if (resolved.kind === 'found') return { block: mergedBlock(tree, resolved.chain), problems: [] };
  if (resolved.kind === 'cycle' || resolved.name !== name || name === LOCAL.name) return none;
  const message = unknownName(name, isMap(environments) ? Object.keys(environments) : []);
  return { ...none, problems: [{ file: tree.place.file, path: 'environments', message }] };
}

/** The environment of a run. `block` is free of mistakes. */
export const whereToRun = (name: string | undefined, block: MapNode): Environment =>
  name === undefined || block.entries.size === 0
    ? LOCAL
    : toEnvironment(name, environmentSchema.parse(plain(placePart(block))));

/** The environment named by `registry`, for a run in another one on AWS; what runs on this machine keeps its own registry. */
export function registryOf(tree: Node, name: string | undefined, place: Environment): Environment | undefined {
  if (name === undefined || name === place.name || place.destination === 'local') return undefined;
  return whereToRun(name, chooseEnvironment(tree, name).block);
}

import { get, isMap } from './rules/rule.ts';
import { type MapNode, merge, type Node, nodeAt, without } from './tree.ts';

type Values = Readonly<Record<string, unknown>>;

/** An environment with everything it takes over by `like`. */
export type Resolved =
  | { readonly kind: 'found'; readonly value: Values; readonly chain: readonly string[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly from: string }
  | { readonly kind: 'cycle'; readonly names: readonly string[] };

/** Follows `like` from `name` on plain values. `chain` lists the names from the asked one to the last. */
export function environmentNamed(environments: unknown, name: string, seen: readonly string[] = []): Resolved {
  if (seen.includes(name)) return { kind: 'cycle', names: [...seen, name] };
  const own = isMap(environments) && Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (!isMap(own)) return { kind: 'unknown', name, from: seen.at(-1) ?? name };
  const like = get(own, 'like');
  if (typeof like !== 'string') return { kind: 'found', value: own, chain: [...seen, name] };
  const base = environmentNamed(environments, like, [...seen, name]);
  return base.kind === 'found' ? { ...base, value: { ...base.value, ...own } } : base;
}

/** Keys of an environment block that override the top level. */
const OVERRIDES = ['train', 'register', 'serve'] as const;

/** The blocks of a chain of environments merged, the first one on top, without `like`. */
export function mergedBlock(tree: Node, chain: readonly string[]): MapNode {
  const blocks = chain
    .map((name) => nodeAt(tree, ['environments', name]))
    .filter((node): node is MapNode => node?.kind === 'map');
  const merged = blocks.reduceRight<Node | undefined>(
    (lower, upper) => (lower === undefined ? upper : merge(lower, upper)),
    undefined,
  );
  return without((merged as MapNode | undefined) ?? { kind: 'map', place: tree.place, entries: new Map() }, ['like']);
}

/** The tree with the overrides of an environment block on top. */
export function applyBlock(tree: Node, block: MapNode): Node {
  const overriding: MapNode = {
    kind: 'map',
    place: tree.place,
    entries: new Map([...block.entries].filter(([key]) => (OVERRIDES as readonly string[]).includes(key))),
  };
  return merge(tree, overriding);
}

/** The part of an environment block that says where a run happens. */
export const placePart = (block: MapNode): MapNode => without(block, OVERRIDES);

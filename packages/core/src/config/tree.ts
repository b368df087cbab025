import type { Scalar } from './types.ts';

/** Where a value was written. Lines and columns count from 1; an override (an action input, a CLI option) has none. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export type Path = readonly (string | number)[];

/** A YAML value that remembers where it came from. */
export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: Scalar | null;
  /** The text in the file, e.g. `1.0` for the number 1. */
  readonly source: string;
}

export interface ListNode {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Node[];
}

export interface MapNode {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, { readonly key: Place; readonly value: Node }>;
}

/** `['validate', 'gates', 0, 'min']` → `validate.gates[0].min`. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** The value without places. */
export function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

export function nodeAt(root: Node, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => {
    if (node?.kind === 'list' && typeof step === 'number') return node.items[step];
    return node?.kind === 'map' && typeof step === 'string' ? node.entries.get(step)?.value : undefined;
  }, root);
}

/** The place of the key at `path`; of the item in a list; of the nearest enclosing key when there is nothing at `path`. */
export function keyPlaceAt(root: Node, path: Path): Place {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined) return root.place;
  if (parent?.kind === 'map' && typeof last === 'string') {
    const entry = parent.entries.get(last);
    if (entry !== undefined) return entry.key;
  }
  if (parent?.kind === 'list' && typeof last === 'number') {
    const item = parent.items[last];
    if (item !== undefined) return item.place;
  }
  return keyPlaceAt(root, path.slice(0, -1));
}

/** The place of every leaf, by its path as text. */
export function leafPlaces(node: Node, path: Path = []): ReadonlyMap<string, Place> {
  if (node.kind === 'scalar') return new Map([[pathText(path), node.place]]);
  const children: readonly (readonly [string | number, Node])[] =
    node.kind === 'list'
      ? node.items.map((item, index) => [index, item])
      : [...node.entries].map(([key, { value }]) => [key, value]);
  if (children.length === 0) return new Map([[pathText(path), node.place]]);
  return new Map(children.flatMap(([step, child]) => [...leafPlaces(child, [...path, step])]));
}

/** A value that was not written in a file, as a tree of one place. */
export function treeOf(value: unknown, place: Place): Node {
  if (Array.isArray(value)) return { kind: 'list', place, items: value.map((item) => treeOf(item, place)) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, child]) => [key, { key: place, value: treeOf(child, place) }] as const,
    );
    return { kind: 'map', place, entries: new Map(entries) };
  }
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { kind: 'scalar', place, value: scalar, source: String(value) };
}

/** Maps merge, everything else replaces; `upper` wins and keeps its places. */
export function merge(lower: Node, upper: Node): Node {
  if (lower.kind !== 'map' || upper.kind !== 'map') return upper;
  const entries = new Map(lower.entries);
  for (const [key, entry] of upper.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? entry : { key: entry.key, value: merge(below.value, entry.value) });
  }
  return { kind: 'map', place: upper.place, entries };
}

export const emptyMap = (place: Place): MapNode => ({ kind: 'map', place, entries: new Map() });

/** The map without some of its keys. */
export function without(node: MapNode, keys: readonly string[]): MapNode {
  return { ...node, entries: new Map([...node.entries].filter(([key]) => !keys.includes(key))) };
}

/** The map with `value` at `path`, creating maps on the way. */
export function withValue(root: Node, path: Path, value: Node): Node {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const wrapped: MapNode = {
    kind: 'map',
    place: root.place,
    entries: new Map([[String(step), { key: value.place, value: withValue(emptyMap(value.place), rest, value) }]]),
  };
  return merge(root, wrapped);
}

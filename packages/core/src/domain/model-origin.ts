import type { Problem } from './error-catalogue.ts';
import type { ModelPlace } from './model-place.ts';

/** What a model of the head was in the base. */
export type Origin =
  | { readonly kind: 'same'; readonly before: ModelPlace }
  | ({ readonly kind: 'unreadable' } & UnreadableConfig)
  /** It has no base, but these are no longer there, and it may be one of them. */
  | { readonly kind: 'unknown'; readonly removed: readonly ModelPlace[] }
  | { readonly kind: 'new' };

/** A mlops.yml that names a model and has mistakes. */
export interface UnreadableConfig {
  readonly config: string;
  readonly problems: readonly Problem[];
}

export interface BothSides {
  readonly head: readonly ModelPlace[];
  readonly base: readonly ModelPlace[];
  /** Of the base. */
  readonly unreadable: readonly UnreadableConfig[];
  /** Each mlops.yml of the head that git calls a renamed one → the path that it had. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * What each model of the head was, and which models of the base are gone. A model that counts as new is judged by its own gates, so
 * a change of its name, of its place or of both must not make it one: in doubt its origin is `unknown`.
 */
export function modelOrigins(sides: BothSides): {
  readonly originOf: (place: ModelPlace) => Origin;
  readonly removed: readonly ModelPlace[];
} {
  const befores = new Map(sides.head.map((place) => [place.config, beforeOf(place, sides)]));
  const kept = new Set([...befores.values()].flatMap((before) => before?.config ?? []));
  const removed = sides.base.filter(({ config }) => !kept.has(config));
  return {
    removed,
    originOf(place) {
      const before = befores.get(place.config);
      if (before !== undefined) return { kind: 'same', before };
      const unreadable = unreadableBase(place, sides);
      if (unreadable !== undefined) return { kind: 'unreadable', ...unreadable };
      return removed.length > 0 ? { kind: 'unknown', removed } : { kind: 'new' };
    },
  };
}

/** By its name and its file; else by its name, which is what ships; else by its file; else by what git calls the same file. */
function beforeOf(place: ModelPlace, { head, base, renamed }: BothSides): ModelPlace | undefined {
  const sameFile = base.find(({ config }) => config === place.config);
  if (sameFile?.model === place.model) return sameFile;
  const stayed = (before: ModelPlace) =>
    head.some(({ config, model }) => config === before.config && model === before.model);
  const [named, ...others] = base.filter((before) => before.model === place.model && !stayed(before));
  if (named !== undefined && others.length === 0) return named;
  return sameFile ?? base.find(({ config }) => config === renamed.get(place.config));
}

/** A base with mistakes must not make a model new: the file of the same path, else one that is gone and may have held it. */
function unreadableBase(place: ModelPlace, { head, unreadable }: BothSides): UnreadableConfig | undefined {
  const isGone = (file: UnreadableConfig) => !head.some(({ config }) => config === file.config);
  return unreadable.find(({ config }) => config === place.config) ?? unreadable.find(isGone);
}

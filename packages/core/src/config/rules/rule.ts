import type { Path } from '../tree.ts';

/** A mistake between values that are each fine alone. The path must exist or its nearest parent is pointed at. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
}

/** The document as plain values, not yet known to be right: a rule looks only at values of the type it can judge. */
export type Rule = (document: unknown) => readonly Finding[];

/** The value at `path`, or undefined. */
export function get(document: unknown, ...path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      isMap(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined,
    document,
  );
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A finding when the condition holds. */
export const when = (condition: boolean, path: Path, message: string): readonly Finding[] =>
  condition ? [{ path, message }] : [];

/** A value for a sentence. Safe for a map that calls one of its keys `toString`. */
export const printed = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

import type { Slice } from './types.ts';

/** Stands for a value that is not there. */
export const MISSING = '(missing)';
/** Stands for all values beyond those that are told apart. */
export const OTHER = '(other)';

/**
 * The slice of some values, e.g. `region = north × segment = x`; `text` gives that of a column by its place, as {@link quoted} made
 * it, or one of the words above. Different values have different names, whatever they hold.
 */
export const nameOfValues = (columns: readonly string[], text: (at: number) => string): string =>
  columns.map((column, at) => `${quoted(column)} = ${text(at)}`).join(' × ');

/** What would not be told from the signs between names, from our own words or, at a glance, from another name. */
const AMBIGUOUS = /^$|^["(]|[=×\p{Cc}\p{Cf}]|^\s|\s\s|\s$/u;

/** A column or a value as names of slices show it. */
export const quoted = (text: string): string => (AMBIGUOUS.test(text) ? JSON.stringify(text) : text);

/** Slices of which no two have one name: that of a later rule carries the name of the rule as well. */
export function toldApart(slices: readonly Slice[]): readonly Slice[] {
  const taken = new Set<string>();
  return slices.map((slice) => {
    let { name } = slice;
    while (taken.has(name)) name = `${name} (${slice.rule})`;
    taken.add(name);
    return name === slice.name ? slice : { ...slice, name };
  });
}

import { isMissing, numberIn } from '../evidence/labels.ts';
import { CELL } from './table.ts';

/**
 * The one table of coercion, for every format. `docs/reference/tables.md` shows it to users.
 *
 * - missing: nothing or white space only, `NaN` in any case, null, not there
 * - number: decimal, with sign, exponent and white space around it; a boolean, a date, hexadecimal and infinity are no numbers
 * - category: the text without white space around it
 * - text: as it was written; a number of a typed format as JavaScript writes it, a date as ISO 8601 in UTC
 */
export function textOf(value: unknown): string | undefined {
  const text = writtenOf(value);
  return text === undefined || isMissing(text) ? undefined : text;
}

/** How a cell of a category is named; undefined when it is missing. */
export const categoryOf = (value: unknown): string | undefined => textOf(value)?.trim();

/** The number of a cell; NaN when {@link stateOf} says why there is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? finite(numberIn(value)) : Number.NaN;
}

/** One of `CELL`, for a cell and the number that was found in it. */
export function stateOf(value: unknown, number: number): number {
  if (!Number.isNaN(number)) return CELL.value;
  return textOf(value) === undefined ? CELL.missing : CELL.invalid;
}

/** `1e999` is written like a number, and is none. */
const finite = (number: number) => (Number.isFinite(number) ? number : Number.NaN);

function writtenOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

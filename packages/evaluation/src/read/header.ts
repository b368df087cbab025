import type { Problem } from '../problem.ts';
import { type Projection, TableUnreadable } from './table.ts';
import { unreadable } from './unreadable.ts';

const MAX_SHOWN = 300;

/** Names that stand in a header twice: a cell could mean either column. Throws TableUnreadable. */
export function refuseRepeated(file: string, header: readonly string[]): void {
  const repeated = [...new Set(header.filter((name, index) => header.indexOf(name) !== index))];
  if (repeated.length === 0) return;
  throw unreadable(file, 'header', `The header names ${repeated.map(quoted).join(', ')} more than once.`, 1);
}

/** All columns that were asked for and are not there, at once. Throws TableUnreadable. */
export function requireColumns(file: string, header: readonly string[], projection: readonly Projection[]): void {
  const missing = projection.filter(({ column, optional }) => optional !== true && !header.includes(column));
  if (missing.length === 0) return;
  throw new TableUnreadable(
    [...new Set(missing.map(({ column }) => column))].map((column) => absent(file, header, column)),
  );
}

function absent(file: string, header: readonly string[], column: string): Problem {
  const [only = ''] = header;
  const separator = header.length === 1 ? /[;\t|]/.exec(only)?.[0] : undefined;
  const hint = separator === undefined ? '' : ` Cells are separated by commas, not by ${JSON.stringify(separator)}.`;
  return { file, path: column, message: `There is no column ${quoted(column)}; there are ${shown(header)}.${hint}` };
}

/** Another header in a later file: rows of the two are no one table. Throws TableUnreadable. */
export function requireSameHeader(first: NamedHeader, other: NamedHeader): void {
  // Names are unique within each: as many, and all known, is the same.
  const known = new Set(first.header);
  if (first.header.length === other.header.length && other.header.every((name) => known.has(name))) return;
  const message = `Its columns are ${shown(other.header)}; those of ${first.file} are ${shown(first.header)}. Files of one table have the same.`;
  throw unreadable(other.file, 'header', message, 1);
}

export interface NamedHeader {
  readonly file: string;
  readonly header: readonly string[];
}

const quoted = (name: string) => JSON.stringify(name);

function shown(header: readonly string[]): string {
  if (header.length === 0) return 'none';
  const all = header.map(quoted).join(', ');
  return all.length <= MAX_SHOWN ? all : `${all.slice(0, MAX_SHOWN)}… (${header.length} columns)`;
}

import type { Problem } from '../problem.ts';
import type { ByteSource, ColumnKind } from '../read/table.ts';

/** A column that the evaluation reads, in which of its files. */
export interface Role {
  readonly source: number;
  readonly column: string;
  readonly as: Exclude<ColumnKind, 'text'>;
}

/** Files that are read once, side by side with the others. The first is that of the labels. */
export interface Source {
  readonly files: readonly ByteSource[];
  /** Named in messages. */
  readonly name: string;
  /** Column of ids that rows are joined by; rows without it answer in the order of the labels. */
  readonly id?: string;
  /** The share of held-out rows that have to be answered; all when absent. */
  readonly coverage?: number;
}

/** Where the answers of one model stand, as indexes of roles. */
export interface AnswerRoles {
  readonly source: string;
  readonly prediction?: number;
  readonly score?: number;
}

/** Sources and roles while they are being laid out; a column that is not there is a problem. */
export interface RoleBook {
  readonly sources: Source[];
  readonly headers: (readonly string[])[];
  readonly roles: Role[];
  readonly problems: Problem[];
}

/** Adds a source; its index. */
export function addSource(book: RoleBook, source: Source, header: readonly string[]): number {
  book.headers.push(header);
  return book.sources.push(source) - 1;
}

/** The source that is read from these very files. */
export const sourceOfFiles = ({ sources }: RoleBook, files: readonly ByteSource[]): number | undefined => {
  const found = sources.findIndex((source) => isSame(source.files, files));
  return found < 0 ? undefined : found;
};

/** Index of the role of a column, each once; `needed` says in a message by what, e.g. `, which validate.threshold needs`. */
export function roleOf(book: RoleBook, role: Role, needed = ''): number {
  const { roles } = book;
  const { source, column, as } = role;
  const known = roles.findIndex((one) => one.source === source && one.column === column && one.as === as);
  if (known >= 0) return known;
  requireColumn(book, source, column, needed);
  return roles.push(role) - 1;
}

export function requireColumn(
  { headers, sources, problems }: RoleBook,
  source: number,
  column: string,
  needed = '',
): void {
  const header = headers[source] ?? [];
  if (header.includes(column)) return;
  const message = `There is no column "${column}"${needed}; the header has ${header.slice(0, 12).join(', ')}.`;
  problems.push({ file: sources[source]?.name ?? '', line: 1, path: column, message });
}

const isSame = (a: readonly ByteSource[], b: readonly ByteSource[]): boolean =>
  a.length === b.length && a.every((file, index) => file === b[index]);

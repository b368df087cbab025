import type { BatchBuilder } from '../batch-builder.ts';

/** One row of a format that names its cells itself. */
export type Row = Readonly<Record<string, unknown>>;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The columns that some rows name, in the order they turn up: a nested one by its path, `user.age`. */
export function headerOf(rows: readonly Row[]): readonly string[] {
  const header = new Set<string>();
  const add = (row: Row, prefix: string, depth: number) => {
    for (const [name, value] of Object.entries(row)) {
      header.add(prefix + name);
      if (isRow(value) && depth < MAX_DEPTH) add(value, `${prefix}${name}.`, depth + 1);
    }
  };
  for (const row of rows) add(row, '', 1);
  return [...header];
}

const MAX_DEPTH = 8;

/** Puts rows into the builder; ends a turn whenever that is full. */
export function* putRows(rows: readonly Row[], builder: BatchBuilder): Generator<void> {
  const { projection, columns } = builder;
  const cells = projection.map(({ column }) => cellOf(column));
  for (const row of rows) {
    for (const [index, cell] of cells.entries()) columns[index]?.putValue(builder.rows, cell(row));
    builder.rows += 1;
    if (builder.full) yield;
  }
}

/** A cell by its name, or by its path when no name is like it. */
function cellOf(column: string): (row: Row) => unknown {
  const path = column.split('.');
  if (path.length === 1) return (row) => own(row, column);
  return (row) =>
    own(row, column) ?? path.reduce<unknown>((value, name) => (isRow(value) ? own(value, name) : undefined), row);
}

/** What a row inherits from objects in general is no cell of it. */
const own = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

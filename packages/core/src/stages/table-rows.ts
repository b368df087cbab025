import { type ByteSource, readBatches, readHeader, TableUnreadable } from '@mlops-actions/evaluation';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { linesOf } from './utf8-lines.ts';

/** A row with the line (or quoted lines) that it was read from, without its line end, and where that begins, counting from 1. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly raw: string;
  /** Undefined for formats that have no lines. */
  readonly line?: number;
}

export interface OpenRows {
  readonly header: TableRow;
  /** Some thousand at a time. */
  readonly rows: AsyncIterable<readonly TableRow[]>;
}

/**
 * The rows of a table of any format: of a CSV file with the very bytes of its rows, of any other as CSV would have them. Throws
 * {@link TableUnreadable}, and so do the rows.
 */
export async function openRows(source: ByteSource): Promise<OpenRows> {
  const batches = /\.csv$/i.test(source.name) ? csvRows(source) : otherRows(source);
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    const [header, ...rows] = next.value;
    if (header !== undefined && header.cells.length > 0) return { header, rows: rowsFrom(rows, batches) };
  }
  throw new TableUnreadable([{ file: source.name, path: 'csv', message: 'The file is empty.' }]);
}

async function* rowsFrom(first: readonly TableRow[], others: AsyncIterable<readonly TableRow[]>) {
  yield first;
  yield* others;
}

/** Rows as CSV. */
export const csvOf = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => [...row]));

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** RFC 4180, with or without a byte order mark; empty lines are no rows. */
async function* csvRows(source: ByteSource): AsyncGenerator<readonly TableRow[]> {
  const parser = parse({ raw: true, bom: true, skip_empty_lines: true });
  // The loop below throws it, after the rows before the mistake.
  parser.on('error', () => undefined);
  let next = 1;
  const toRow = (found: RawRecord): TableRow => {
    const raw = withoutLineEnds(found.raw);
    const line = next + emptyLinesBefore(found.raw);
    next = line + raw.split('\n').length;
    return { cells: found.record, raw, line };
  };
  for await (const lines of linesOf(source)) {
    parser.write(lines);
    const rows: TableRow[] = [];
    for (let found = parser.read(); found !== null; found = parser.read()) rows.push(toRow(found));
    yield rows;
    if (parser.errored !== null) break;
  }
  parser.end();
  const rest: TableRow[] = [];
  try {
    for await (const found of parser) rest.push(toRow(found));
  } catch (error) {
    throw new TableUnreadable([{ file: source.name, path: 'csv', message: (error as Error).message }]);
  }
  yield rest;
}

const withoutLineEnds = (raw: string) => raw.replace(/^\uFEFF?[\r\n]*/, '').replace(/\r?\n?$/, '');
/** Of a line end of two bytes the parser keeps the first. */
const emptyLinesBefore = (raw: string) => /^[\r\n]*/.exec(raw)?.[0].match(/\r\n?|\n/g)?.length ?? 0;

async function* otherRows(source: ByteSource): AsyncGenerator<readonly TableRow[]> {
  const header = await readHeader([source]);
  yield [rowOf(header)];
  const projection = header.map((column) => ({ column, as: 'text', optional: true }) as const);
  for await (const { rows, columns } of readBatches([source], projection))
    yield Array.from({ length: rows }, (_, row) =>
      rowOf(columns.map((column) => (column.kind === 'text' ? (column.values[row] ?? '') : ''))),
    );
}

const rowOf = (cells: readonly string[]): TableRow => ({ cells, raw: csvOf([cells]).replace(/\n$/, '') });

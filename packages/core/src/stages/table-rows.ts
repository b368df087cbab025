import { type ByteSource, readBatches, readHeader, TableUnreadable } from '@mlops-actions/evaluation';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type TextPiece, textPieces } from './text-pieces.ts';

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
  throw unreadable(source.name, undefined, 'The file is empty.');
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
  let header: TableRow | undefined;
  for await (const piece of textPieces(source)) {
    const rows = rowsIn(piece, source.name);
    header ??= rows[0];
    requireWidth(rows, header?.cells.length, source.name);
    yield rows;
  }
}

function rowsIn({ text, line }: TextPiece, file: string): readonly TableRow[] {
  let next = line;
  return recordsIn(text, line, file).map(({ record, raw: written }) => {
    const raw = written.replace(/^\uFEFF?[\r\n]*/, '').replace(/\r?\n?$/, '');
    const row = { cells: record, raw, line: next + emptyLinesBefore(written) };
    next = row.line + raw.split('\n').length;
    return row;
  });
}

/** Of a line end of two bytes the parser keeps the first. */
const emptyLinesBefore = (raw: string) => /^[\r\n]*/.exec(raw)?.[0].match(/\r\n?|\n/g)?.length ?? 0;

function recordsIn(text: string, line: number, file: string): readonly RawRecord[] {
  const bom = line === 1;
  try {
    return parse(text, { ...FORM, bom }) as unknown as readonly RawRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(file, line - 1 + Number(error['lines']), reasonOf(error));
  }
}

/** Without the line, which is that of a piece, and without what stands there, for the column may be redacted. */
const reasonOf = ({ message }: CsvError): string =>
  message
    .replace(/ (at|on) line \d+/, '')
    .replace(/, value is .*/s, '')
    .replace(/got ".*?" instead/su, 'got a character instead');

/** Rows are held to the header of the file, and not of the piece that they came in. */
const FORM = { raw: true, skip_empty_lines: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] };

function requireWidth(rows: readonly TableRow[], width: number | undefined, file: string): void {
  const odd = rows.find(({ cells }) => cells.length !== width);
  if (odd === undefined) return;
  throw unreadable(file, odd.line, `This row has ${odd.cells.length} cells; the header has ${width}.`);
}

const unreadable = (file: string, line: number | undefined, message: string): TableUnreadable =>
  new TableUnreadable([{ file, path: 'csv', message, ...(line === undefined ? {} : { line }) }]);

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

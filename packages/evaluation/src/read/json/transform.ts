import { Chunks } from '../chunks.ts';
import { csvRows, takersOf } from '../csv/csv.ts';
import { CsvScanner } from '../csv/scanner.ts';
import { refuseRepeated } from '../header.ts';
import type { OpenTable } from '../open-table.ts';
import { type ByteSource, TableUnreadable } from '../table.ts';
import { unreadable } from '../unreadable.ts';
import { openLines } from './json-lines.ts';
import { recordsOf, resultOf } from './payload.ts';
import { isRow, type Row } from './rows.ts';

const [OBJECT, ARRAY] = [123, 91];
const SPACES = [9, 10, 13, 32];

/**
 * Opens the output of batch transform, a line per row of its input: JSON, also joined with the input, or CSV without a header.
 * Throws TableUnreadable.
 */
export async function openTransform({ name }: ByteSource, chunks: Chunks): Promise<OpenTable> {
  const first = await firstChunk(chunks);
  if (first === undefined) throw unreadable(name, 'header', 'This file is empty; batch transform wrote no result.');
  const whole = new Chunks(behind(first, chunks));
  const byte = first.find((candidate) => !SPACES.includes(candidate));
  return byte === OBJECT || byte === ARRAY ? openLines(name, whole, rowsOfResult) : openPlain(name, whole);
}

/** Columns are named by position: one is the prediction, two are prediction and score, of more the last is the prediction. */
export function namesByPosition(width: number): readonly string[] {
  if (width <= 2) return ['prediction', 'score'].slice(0, width);
  return Array.from({ length: width }, (_, index) => (index === width - 1 ? 'prediction' : String(index)));
}

async function openPlain(name: string, chunks: Chunks): Promise<OpenTable> {
  const scanner = new CsvScanner(name);
  let cells: readonly string[] | undefined;
  while (cells === undefined && !scanner.finished) {
    const chunk = await chunks.next();
    if (chunk === undefined) scanner.finish();
    else scanner.add(chunk);
    cells = scanner.peek();
    if (scanner.problems.length > 0) throw new TableUnreadable(scanner.problems);
  }
  const header = headerOf(scanner, cells ?? []);
  refuseRepeated(name, header);
  return { header, fixedHeader: true, rows: (builder) => csvRows(scanner, chunks, takersOf(header, builder), builder) };
}

/** Containers that answer with a header are taken at their word. */
function headerOf(scanner: CsvScanner, cells: readonly string[]): readonly string[] {
  if (!cells.includes('prediction')) return namesByPosition(cells.length);
  return scanner.texts() ?? [];
}

/** A joined line holds the input beside `SageMakerOutput`, or both under names of their own when the input is no object. */
function rowsOfResult(value: unknown): readonly Row[] | string {
  if (!isRow(value)) return recordsOf(value).map(resultOf);
  if ('SageMakerOutput' in value) {
    const records = recordsOf(value['SageMakerOutput']);
    return records.map((record) => ({ ...value, ...resultOf(record) }));
  }
  return recordsOf(value).map((record) => (isRow(record) ? record : resultOf(record)));
}

async function firstChunk(chunks: Chunks): Promise<Uint8Array | undefined> {
  for (;;) {
    const chunk = await chunks.next();
    if (chunk === undefined || chunk.some((byte) => !SPACES.includes(byte))) return chunk;
  }
}

async function* behind(first: Uint8Array, chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield first;
  for (let chunk = await chunks.next(); chunk !== undefined; chunk = await chunks.next()) yield chunk;
}

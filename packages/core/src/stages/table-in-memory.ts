import { type ByteSource, readBatches, readHeader, TableUnreadable } from '@mlops-actions/evaluation';
import { readTable, type Table, writeTable } from './tables.ts';

/**
 * A whole table of any format in memory: a CSV file with the very bytes of its rows, any other as CSV would have them. Throws
 * {@link TableUnreadable}.
 */
export async function tableInMemory(source: ByteSource): Promise<Table> {
  return /\.csv$/i.test(source.name) ? csvTable(source) : otherTable(source);
}

async function csvTable(source: ByteSource): Promise<Table> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.stream()) chunks.push(chunk);
  const text = decoded(source.name, Buffer.concat(chunks));
  try {
    return readTable(text);
  } catch (error) {
    throw unreadable(source.name, (error as Error).message);
  }
}

/** A character that is none would be replaced and judged as if the user had written it. */
function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const line = firstLine(bytes, (part) => !isText(part));
    throw unreadable(file, 'This line is not UTF-8; save the file in that encoding.', line);
  }
}

const LINE_FEED = 10;

/** The number of the first line that is so, counting from 1. No part of a character of UTF-8 is a line feed. */
function firstLine(bytes: Uint8Array, isSo: (line: Uint8Array) => boolean): number | undefined {
  for (let [start, number] = [0, 1]; start < bytes.length; number += 1) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (isSo(bytes.subarray(start, end))) return number;
    start = end;
  }
  return undefined;
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const unreadable = (file: string, message: string, line?: number): TableUnreadable =>
  new TableUnreadable([{ file, path: 'csv', message, ...(line === undefined ? {} : { line }) }]);

async function otherTable(source: ByteSource): Promise<Table> {
  const header = await readHeader([source]);
  const rows: string[][] = [];
  for await (const batch of readBatches(
    [source],
    header.map((column) => ({ column, as: 'text', optional: true }) as const),
  ))
    for (let row = 0; row < batch.rows; row += 1)
      rows.push(batch.columns.map((column) => (column.kind === 'text' ? (column.values[row] ?? '') : '')));
  return {
    header,
    headerLine: writeTable(header, []).trimEnd(),
    rows,
    raw: rows.map((row) => writeTable(row, []).replace(/\n$/, '')),
    lines: [],
  };
}

import type { BatchBuilder } from '../batch-builder.ts';
import type { Chunks } from '../chunks.ts';
import type { BytesTaker } from '../columns.ts';
import { refuseRepeated } from '../header.ts';
import type { OpenTable } from '../open-table.ts';
import { type ByteSource, TableUnreadable } from '../table.ts';
import { unreadable } from '../unreadable.ts';
import { CsvScanner } from './scanner.ts';

/** Opens RFC 4180 text whose first row names the columns. Throws TableUnreadable. */
export async function openCsv({ name }: ByteSource, chunks: Chunks): Promise<OpenTable> {
  const scanner = new CsvScanner(name);
  const header = await headerOf(scanner, chunks);
  if (header === undefined)
    throw unreadable(name, 'header', 'This file is empty; a table begins with the names of its columns.');
  refuseRepeated(name, header);
  return { header, fixedHeader: true, rows: (builder) => csvRows(scanner, chunks, takersOf(header, builder), builder) };
}

type Takers = readonly (BytesTaker | undefined)[];

/** The rows from where the scanner stands. Throws TableUnreadable. */
export async function* csvRows(
  scanner: CsvScanner,
  chunks: Chunks,
  takers: Takers,
  builder: BatchBuilder,
): AsyncGenerator<void> {
  do while (fill(scanner, takers, builder)) yield;
  while (await feed(scanner, chunks));
}

/** Which builder takes the cells of which column of the file. */
export function takersOf(header: readonly string[], { projection, columns }: BatchBuilder): Takers {
  return header.map((name) => {
    const [only, ...others] = columns.filter((_, index) => projection[index]?.column === name);
    return only === undefined || others.length === 0 ? only : several([only, ...others]);
  });
}

/** The first row; undefined when there is none. */
async function headerOf(scanner: CsvScanner, chunks: Chunks): Promise<readonly string[] | undefined> {
  while (await feed(scanner, chunks)) {
    const header = scanner.texts();
    refuseProblems(scanner);
    if (header !== undefined) return header;
  }
  return undefined;
}

/** Whether there is more to scan: another chunk or, once, the end of the file. */
async function feed(scanner: CsvScanner, chunks: Chunks): Promise<boolean> {
  if (scanner.finished) {
    scanner.requireDone();
    refuseProblems(scanner);
    return false;
  }
  const chunk = await chunks.next();
  if (chunk === undefined) scanner.finish();
  else scanner.add(chunk);
  return true;
}

/** Whether the builder is full; otherwise the bytes have ended. */
function fill(scanner: CsvScanner, takers: Takers, builder: BatchBuilder): boolean {
  builder.rows = scanner.rows(takers, builder.rows);
  refuseProblems(scanner);
  return builder.full;
}

function refuseProblems({ problems }: CsvScanner): void {
  if (problems.length > 0) throw new TableUnreadable(problems);
}

/** A column that was asked for in more than one way. */
const several = (takers: readonly BytesTaker[]): BytesTaker => ({
  putBytes: (row, bytes, from, to) => {
    for (const taker of takers) taker.putBytes(row, bytes, from, to);
  },
});

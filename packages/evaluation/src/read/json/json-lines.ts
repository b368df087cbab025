import type { Problem } from '../../problem.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import type { Chunks } from '../chunks.ts';
import type { OpenTable } from '../open-table.ts';
import { type ByteSource, TableUnreadable } from '../table.ts';
import { isCapture, isGroundTruth, rowOfGroundTruth, rowsOfCapture } from './capture.ts';
import { linesOf } from './lines.ts';
import { headerOf, isRow, putRows, type Row } from './rows.ts';

/** Problems of a file that are listed; more of them say nothing new. */
const MAX_PROBLEMS = 5;

/** A column that none of the first rows names is missing from the table: however the bytes arrive, the same rows are asked. */
const HEADER_ROWS = 1000;

/** What a line that is JSON says: rows, or why it has none. */
export type RowsOfLine = (value: unknown) => readonly Row[] | string;

/** Opens JSON Lines: an object per line, or a record of data capture or of ground truth. Throws TableUnreadable. */
export const openJsonLines = ({ name }: ByteSource, chunks: Chunks): Promise<OpenTable> =>
  openLines(name, chunks, rowsOfLine);

/** Opens lines of JSON that `rowsOf` understands. Throws TableUnreadable. */
export async function openLines(name: string, chunks: Chunks, rowsOf: RowsOfLine): Promise<OpenTable> {
  const blocks = rowBlocks(name, chunks, rowsOf);
  const first: Row[] = [];
  while (first.length < HEADER_ROWS) {
    const { done, value } = await blocks.next();
    if (done === true) break;
    first.push(...value);
  }
  const header = headerOf(first.slice(0, HEADER_ROWS));
  return { header, fixedHeader: false, rows: (builder) => rows(first, blocks, builder) };
}

async function* rows(
  first: readonly Row[],
  rest: AsyncIterable<readonly Row[]>,
  builder: BatchBuilder,
): AsyncGenerator<void> {
  yield* putRows(first, builder);
  for await (const block of rest) yield* putRows(block, builder);
}

async function* rowBlocks(name: string, chunks: Chunks, rowsOf: RowsOfLine): AsyncGenerator<readonly Row[]> {
  for await (const lines of linesOf(name, chunks)) {
    const problems: Problem[] = [];
    const block = lines.flatMap(({ text, number }) => {
      const found = parsed(text, rowsOf);
      if (typeof found !== 'string') return found;
      problems.push({ file: name, line: number, path: 'json', message: found });
      return [];
    });
    if (problems.length > 0) throw new TableUnreadable(problems.slice(0, MAX_PROBLEMS));
    yield block;
  }
}

function parsed(text: string, rowsOf: RowsOfLine): readonly Row[] | string {
  try {
    return rowsOf(JSON.parse(text));
  } catch (error) {
    return `This line is no JSON: ${(error as Error).message}.`;
  }
}

function rowsOfLine(value: unknown): readonly Row[] | string {
  if (!isRow(value)) return 'A row is a JSON object; this line holds something else.';
  if (isCapture(value)) return rowsOfCapture(value);
  return isGroundTruth(value) ? [rowOfGroundTruth(value)] : [value];
}

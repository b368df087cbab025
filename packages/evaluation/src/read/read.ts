import { BatchBuilder } from './batch-builder.ts';
import { Chunks } from './chunks.ts';
import { openCsv } from './csv/csv.ts';
import { FORMATS, type Format, formatOf } from './format.ts';
import { gunzip } from './gunzip.ts';
import { type NamedHeader, requireColumns, requireSameHeader } from './header.ts';
import { openJsonLines } from './json/json-lines.ts';
import { openTransform } from './json/transform.ts';
import type { OpenFile, OpenTable } from './open-table.ts';
import { openParquet } from './parquet/parquet.ts';
import type { Batch, ByteSource, Projection } from './table.ts';
import { unreadable } from './unreadable.ts';
import { NotUtf8 } from './utf8.ts';

export interface ReadOptions {
  /** A table with more rows is refused: to read a part of it would be a silent sample. */
  readonly maxRows?: number;
}

const OPENERS = {
  csv: openCsv,
  jsonl: openJsonLines,
  transform: openTransform,
  parquet: openParquet,
} as const satisfies Record<Format['kind'], OpenFile>;

/**
 * The rows of one table, in one file or in several with the same columns, batch by batch, and of them only the columns of the
 * projection. Throws {@link TableUnreadable}, and what the ports behind the sources throw. A batch is valid until the next is taken.
 */
export async function* readBatches(
  files: readonly ByteSource[],
  projection: readonly Projection[],
  { maxRows = Number.POSITIVE_INFINITY }: ReadOptions = {},
): AsyncGenerator<Batch> {
  requireFile(files);
  const builder = new BatchBuilder(projection);
  let known: NamedHeader | undefined;
  for (const file of files) {
    const chunks = chunksOf(file);
    try {
      const table = await opened(file, chunks);
      known = checked({ file: file.name, header: table.header }, table, known, projection);
      for await (const batch of batchesOf(file.name, table, builder)) {
        if (builder.first > maxRows) throw unreadable(file.name, 'rows', `There are more than ${maxRows} rows.`);
        yield batch;
      }
    } finally {
      await chunks.close();
    }
  }
}

/** Names of the columns as the first file tells them; JSON Lines tell those of their first rows. Throws {@link TableUnreadable}. */
export async function readHeader(files: readonly ByteSource[]): Promise<readonly string[]> {
  const file = requireFile(files);
  const chunks = chunksOf(file);
  try {
    return (await opened(file, chunks)).header;
  } finally {
    await chunks.close();
  }
}

function requireFile([file]: readonly ByteSource[]): ByteSource {
  if (file === undefined) throw unreadable('table', 'files', 'There is no file to read.');
  return file;
}

function chunksOf(file: ByteSource): Chunks {
  const bytes = file.stream();
  return new Chunks(formatOf(file.name)?.gzip === true ? gunzip(file.name, bytes) : bytes);
}

async function opened(file: ByteSource, chunks: Chunks): Promise<OpenTable> {
  const format = formatOf(file.name);
  if (format === undefined)
    throw unreadable(file.name, 'format', `The name tells no format that can be read: ${FORMATS}.`);
  try {
    return await OPENERS[format.kind](file, chunks);
  } catch (error) {
    throw error instanceof NotUtf8 ? unreadable(file.name, 'header', 'This file is not UTF-8.', 1) : error;
  }
}

/** The header that later files are held to. */
function checked(
  found: NamedHeader,
  { fixedHeader }: OpenTable,
  known: NamedHeader | undefined,
  projection: readonly Projection[],
): NamedHeader {
  if (known !== undefined && fixedHeader) requireSameHeader(known, found);
  requireColumns(found.file, found.header, projection);
  return known ?? found;
}

async function* batchesOf(name: string, table: OpenTable, builder: BatchBuilder): AsyncGenerator<Batch> {
  try {
    for await (const _ of table.rows(builder)) yield builder.take(name);
    if (builder.rows > 0) yield builder.take(name);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    throw unreadable(name, 'csv', `Row ${builder.first + error.row + 1} of the table holds bytes that are not UTF-8.`);
  }
}

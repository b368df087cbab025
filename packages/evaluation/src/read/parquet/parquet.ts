import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { BatchBuilder } from '../batch-builder.ts';
import type { OpenTable } from '../open-table.ts';
import { type ByteSource, TableUnreadable } from '../table.ts';
import { unreadable } from '../unreadable.ts';
import { type ColumnCells, putCells } from './cells.ts';
import { CODECS } from './codecs.ts';
import { headerOf, rootOf } from './header.ts';
import { requireCounts } from './pages.ts';
import { RangeReader } from './range-reader.ts';
import { decimalText, integersOf, PARSERS } from './values.ts';

/** Opens a Parquet file by ranges: now its footer, then group of rows by group the columns that are asked for. Throws TableUnreadable. */
export async function openParquet(source: ByteSource): Promise<OpenTable> {
  const file = new RangeReader(source);
  const metadata = await understood(source.name, file, () => parquetMetadataAsync(file, { geoparquet: false }));
  const header = await understood(source.name, file, async () => {
    requireCounts(metadata);
    return headerOf(parquetSchema(metadata));
  });
  return { header, fixedHeader: true, rows: (builder) => groups(source.name, file, metadata, builder) };
}

async function* groups(
  name: string,
  file: RangeReader,
  metadata: FileMetaData,
  builder: BatchBuilder,
): AsyncGenerator<void> {
  let first = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const rows = Number(num_rows);
    file.chunks = columns;
    const cells = await understood(name, file, () => readGroup(file, metadata, builder, first, rows));
    yield* putCells(cells, rows, builder);
    first += rows;
  }
}

/** The cells of a group of rows, a list per column of the projection. */
async function readGroup(
  file: RangeReader,
  stored: FileMetaData,
  { projection }: BatchBuilder,
  rowStart: number,
  rows: number,
): Promise<readonly ColumnCells[]> {
  const { metadata, scales } = integersOf(stored);
  const names = new Set(metadata.schema.slice(1).map(({ name }) => name));
  const roots = projection.map(({ column }) => rootOf(column, names));
  const pieces = new Map<string, ArrayLike<unknown>[]>();
  await parquetRead({
    file,
    metadata,
    columns: [...new Set(roots)].filter((root) => names.has(root)),
    rowStart,
    rowEnd: rowStart + rows,
    compressors: CODECS,
    parsers: PARSERS,
    onChunk: ({ columnName, columnData }) => {
      pieces.set(columnName, [...(pieces.get(columnName) ?? []), columnData]);
    },
  });
  return projection.map(({ column }, index) => {
    const root = roots[index] ?? column;
    const scale = scales.get(root);
    const path = root === column ? [] : column.slice(root.length + 1).split('.');
    const convert = scale === undefined ? undefined : (value: unknown) => decimalText(value, scale);
    return { pieces: pieces.get(root) ?? [], path, convert };
  });
}

/** What hyparquet throws says that the file is damaged or beyond it; what the port threw is passed on. */
async function understood<T>(name: string, file: RangeReader, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (file.failure !== undefined) throw file.failure;
    if (error instanceof TableUnreadable) throw error;
    throw unreadable(name, 'parquet', `This file cannot be read as Parquet: ${(error as Error).message}.`);
  }
}

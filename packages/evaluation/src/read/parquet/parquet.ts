import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { BatchBuilder } from '../batch-builder.ts';
import type { OpenTable } from '../open-table.ts';
import { type ByteSource, TableUnreadable } from '../table.ts';
import { unreadable } from '../unreadable.ts';
import { type ColumnCells, putCells } from './cells.ts';
import { CODECS } from './codecs.ts';
import { flatPages, isFlat } from './flat-column.ts';
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
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    file.chunks = group.columns;
    const cells = await understood(name, file, () => readGroup(file, metadata, group, builder, first));
    const turns = putCells(cells, rows, builder);
    while ((await understood(name, file, async () => turns.next())).done !== true) yield;
    first += rows;
  }
}

type Group = FileMetaData['row_groups'][number];

/** The cells of a group of rows, a list per column of the projection. */
async function readGroup(
  file: RangeReader,
  stored: FileMetaData,
  group: Group,
  { projection }: BatchBuilder,
  first: number,
): Promise<readonly ColumnCells[]> {
  const { metadata, scales } = integersOf(stored);
  const tree = parquetSchema(metadata);
  const names = new Set(metadata.schema.slice(1).map(({ name }) => name));
  const roots = projection.map(({ column }) => rootOf(column, names));
  const nested = roots.filter((root) => names.has(root) && !isFlat(tree, root));
  const whole = nested.length === 0 ? undefined : await nestedCells(file, metadata, [...new Set(nested)], first, group);
  const cellsOf = async (column: string, root: string): Promise<ColumnCells> => {
    const scale = scales.get(root);
    const path = root === column ? [] : column.slice(root.length + 1).split('.');
    const convert = scale === undefined ? undefined : (value: unknown) => decimalText(value, scale);
    const pieces = isFlat(tree, root) ? await flatPages(file, tree, group, root) : (whole?.get(root) ?? []);
    return { pieces, path, convert };
  };
  return Promise.all(projection.map(({ column }, index) => cellsOf(column, roots[index] ?? column)));
}

/** Structs, lists and maps are put together by hyparquet, for the whole group. */
async function nestedCells(
  file: RangeReader,
  metadata: FileMetaData,
  columns: string[],
  rowStart: number,
  { num_rows }: Group,
): Promise<ReadonlyMap<string, ArrayLike<unknown>[]>> {
  const pieces = new Map<string, ArrayLike<unknown>[]>();
  await parquetRead({
    ...{ file, metadata, columns, rowStart, compressors: CODECS, parsers: PARSERS },
    rowEnd: rowStart + Number(num_rows),
    onChunk: ({ columnName, columnData }) => {
      pieces.set(columnName, [...(pieces.get(columnName) ?? []), columnData]);
    },
  });
  return pieces;
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

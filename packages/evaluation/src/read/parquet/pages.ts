import type { FileMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

export type ColumnChunk = FileMetaData['row_groups'][number]['columns'][number];

/** Groups of rows have to add up to the file, and plain columns to their group. Throws an Error that says what does not. */
export function requireCounts({ num_rows, row_groups }: FileMetaData): void {
  const rows = row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  if (rows !== num_rows || row_groups.some((group) => group.num_rows < 0n))
    throw new Error(`its groups of rows do not add up to ${num_rows} rows`);
  for (const group of row_groups)
    for (const { meta_data } of group.columns)
      if (meta_data?.path_in_schema.length === 1 && meta_data.num_values !== group.num_rows)
        throw new Error(
          `column ${meta_data.path_in_schema[0]} has ${meta_data.num_values} of ${group.num_rows} values`,
        );
}

/**
 * Pages that say they hold more values than their column are damaged. hyparquet believes the number and fills an array with it:
 * a flipped bit would keep it busy for minutes. `bytes` is the file from `start` on. Throws an Error that says what is wrong.
 */
export function requirePages(bytes: ArrayBuffer, start: number, chunks: readonly ColumnChunk[]): void {
  for (const { meta_data } of chunks) {
    if (meta_data === undefined) continue;
    const first = Number(meta_data.dictionary_page_offset || meta_data.data_page_offset) - start;
    const end = first + Number(meta_data.total_compressed_size);
    if (first >= 0 && end <= bytes.byteLength && first < end)
      requireValues(new DataView(bytes, first, end - first), Number(meta_data.num_values));
  }
}

function requireValues(view: DataView<ArrayBuffer>, most: number): void {
  const reader = { view, offset: 0 };
  while (reader.offset < view.byteLength - 1) {
    const page = parquetHeader(reader);
    const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = page;
    for (const values of [first?.num_values, second?.num_values, second?.num_nulls])
      requireCount(values ?? 0, most, 'values');
    // A dictionary may hold more than a small group of rows uses, and no entry is smaller than a byte.
    requireCount(dictionary?.num_values ?? 0, page.uncompressed_page_size, 'entries');
    const lengths = second && [second.definition_levels_byte_length, second.repetition_levels_byte_length];
    for (const length of lengths ?? []) requireCount(length, page.compressed_page_size, 'bytes of levels');
    requireCount(page.compressed_page_size, view.byteLength, 'bytes');
    reader.offset += page.compressed_page_size;
  }
}

/** A field that a damaged header leaves out is none either. */
function requireCount(count: number, most: number, what: string): void {
  if (!(count >= 0 && count <= most)) throw new Error(`a page says it holds ${count} ${what}, of at most ${most}`);
}

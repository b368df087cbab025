import type { FileMetaData, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath, isFlatColumn } from 'hyparquet/src/schema.js';
import { CODECS } from './codecs.ts';
import type { ColumnChunk } from './pages.ts';
import type { RangeReader } from './range-reader.ts';
import { PARSERS } from './values.ts';

type Decoder = Parameters<typeof readPage>[2];
type Decoded = NonNullable<ReturnType<typeof readPage>['data']>;

/** Whether a column is one cell a row: no struct, list or map. */
export const isFlat = (root: SchemaTree, name: string): boolean =>
  root.children.some(({ element }) => element.name === name) && isFlatColumn(getTreePath(root, [name]));

/**
 * The cells of a plain column of a group of rows, page after page: its bytes are read at once, and a page is decoded when its first
 * cell is asked for. A group has a million rows in many files, and decoded as a whole it takes a hundred bytes a row. What is
 * wrong with a page is thrown when its turn comes.
 */
export async function flatPages(
  file: RangeReader,
  root: SchemaTree,
  group: FileMetaData['row_groups'][number],
  name: string,
): Promise<Iterable<ArrayLike<unknown>>> {
  const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
  const { meta_data, file_path } = chunk ?? ({} as Partial<ColumnChunk>);
  if (meta_data === undefined) throw new Error(`column ${name} has no metadata`);
  if (file_path) throw new Error(`column ${name} lies in another file`);
  const start = meta_data.dictionary_page_offset || meta_data.data_page_offset;
  const bytes = await file.slice(Number(start), Number(start + meta_data.total_compressed_size));
  const schemaPath = getTreePath(root, [name]);
  const element = schemaPath.at(-1)?.element ?? { name };
  const { type, codec } = meta_data;
  const parsers = { ...DEFAULT_PARSERS, ...PARSERS };
  return pagesIn(
    bytes,
    { pathInSchema: [name], schemaPath, element, type, codec, compressors: CODECS, parsers },
    group.num_rows,
  );
}

function* pagesIn(bytes: ArrayBuffer, decoder: Decoder, rows: bigint): Generator<Decoded> {
  const reader = { view: new DataView(bytes), offset: 0 };
  let dictionary: Decoded | undefined;
  let seen = 0;
  while (seen < rows && reader.offset < bytes.byteLength - 1) {
    const header = parquetHeader(reader);
    const { data = [] } = readPage(reader, header, decoder, dictionary, undefined, 0);
    if (header.type === 'DICTIONARY_PAGE') dictionary = convert(data, decoder);
    else {
      seen += data.length;
      yield data;
    }
  }
  if (seen < rows) throw new Error(`column ${decoder.pathInSchema[0]} ends after ${seen} of ${rows} values`);
}

import { formatOf } from '../read/format.ts';
import { gunzip } from '../read/gunzip.ts';
import type { ByteSource } from '../read/table.ts';

const [QUOTE, LINE_FEED, CARRIAGE_RETURN] = [34, 10, 13];

/**
 * The lines at which some rows of a file begin, by the number of the row from 0. Read once more, only when there is something to
 * tell. Empty for Parquet, which has no lines.
 */
export async function linesOfRows(file: ByteSource, rows: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const format = formatOf(file.name);
  if (rows.length === 0 || format === undefined || format.kind === 'parquet') return new Map();
  const bytes = format.gzip ? gunzip(file.name, file.stream()) : file.stream();
  const headerRows = format.kind === 'csv' ? 1 : 0;
  return find(bytes, new Set(rows.map((row) => row + headerRows)), headerRows, format.kind === 'csv');
}

async function find(
  bytes: AsyncIterable<Uint8Array>,
  wanted: Set<number>,
  headerRows: number,
  quotes: boolean,
): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  let [line, record, quoted, blank] = [1, 0, false, true];
  for await (const chunk of bytes) {
    for (const byte of chunk) {
      if (byte === LINE_FEED) {
        if (!quoted) {
          if (!blank) record += 1;
          blank = true;
        }
        line += 1;
      } else if (byte !== CARRIAGE_RETURN) {
        if (blank) {
          blank = false;
          if (wanted.delete(record)) found.set(record - headerRows, line);
          if (wanted.size === 0) return found;
        }
        if (quotes && byte === QUOTE) quoted = !quoted;
      }
    }
  }
  return found;
}

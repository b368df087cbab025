import { type BatchColumn, type ByteSource, CELL, type Projection, readBatches } from '@mlops-actions/evaluation';

/** A cell as the reader gave it: a number, `invalid`, a name or a text; null when it is missing. */
export type Cell = number | string | null;

/** All rows of a table, column by column. */
export async function tableOf(
  files: readonly ByteSource[] | ByteSource,
  projection: Readonly<Record<string, Projection['as']>>,
): Promise<Readonly<Record<string, readonly Cell[]>>> {
  const columns = Object.entries(projection).map(([column, as]) => ({ column, as }));
  const cells = columns.map((): Cell[] => []);
  let rows = 0;
  for await (const batch of readBatches('name' in files ? [files] : files, columns)) {
    if (batch.first !== rows) throw new Error(`a batch begins at row ${batch.first} after ${rows} rows`);
    rows += batch.rows;
    for (const [index, column] of batch.columns.entries()) cells[index]?.push(...cellsOf(column));
  }
  return Object.fromEntries(columns.map(({ column }, index) => [column, cells[index] ?? []]));
}

function cellsOf(column: BatchColumn): readonly Cell[] {
  switch (column.kind) {
    case 'number':
      return [...column.values].map((value, row) => {
        const state = column.state[row];
        if (state === CELL.value) return value;
        if (!Number.isNaN(value)) throw new Error('a number that is none has a value');
        return state === CELL.missing ? null : 'invalid';
      });
    case 'category':
      return [...column.codes].map((code) => (code === 0 ? null : (column.names[code] ?? 'unnamed')));
    case 'text':
      return column.values.map((text) => text ?? null);
  }
}

/** Bytes in pieces of the given sizes, over and over; every piece a copy, as a stream of a file gives them. */
export function inPieces(name: string, content: string | Uint8Array, sizes: readonly number[]): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    async *stream() {
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
        yield bytes.slice(at, at + size);
        at += size;
      }
    },
  };
}

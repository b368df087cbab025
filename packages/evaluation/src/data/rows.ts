import { readBatches } from '../read/read.ts';
import type { Batch, ByteSource } from '../read/table.ts';
import { type Cell, cellOf, MISSING } from './cells.ts';
import type { Draft } from './draft.ts';
import type { RowPlace } from './offences.ts';

/** Something that looks at every row of a table once. `cells` are in the order of the header and valid during the call only. */
export interface RowWatcher {
  see(cells: readonly Cell[], place: RowPlace): void;
  /** What it has to say after the last of `rows`. */
  findings(rows: number): readonly Draft[];
}

/** Shows every row of a table to every watcher; returns how many there are. Throws TableUnreadable. */
export async function watchRows(
  files: readonly ByteSource[],
  header: readonly string[],
  id: string | undefined,
  watchers: readonly RowWatcher[],
): Promise<number> {
  const projection = header.map((column) => ({ column, as: 'text', optional: true }) as const);
  const idAt = id === undefined ? -1 : header.indexOf(id);
  const cells: Cell[] = header.map(() => MISSING);
  let rows = 0;
  let [file, firstOfFile] = ['', 0];
  for await (const batch of readBatches(files, projection)) {
    if (batch.file !== file) [file, firstOfFile] = [batch.file, batch.first];
    for (let row = 0; row < batch.rows; row += 1) {
      fill(cells, batch, row);
      const place = placeOf(batch, row, firstOfFile, cells[idAt]);
      for (const watcher of watchers) watcher.see(cells, place);
    }
    rows += batch.rows;
  }
  return rows;
}

function fill(cells: Cell[], { columns }: Batch, row: number): void {
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    cells[index] = column?.kind === 'text' ? cellOf(column.values[row]) : MISSING;
  }
}

function placeOf({ first, file }: Batch, row: number, firstOfFile: number, id: Cell | undefined): RowPlace {
  const place = { row: first + row, file, rowInFile: first + row - firstOfFile };
  return id?.text === undefined ? place : { ...place, id: id.text };
}

import type { ByteSource } from '@mlops-actions/evaluation';
import type { TableData } from '../config/types.ts';
import { isHeldOut } from '../domain/split.ts';
import { LabelParting } from './held-out.ts';
import { openRows, type TableRow } from './table-rows.ts';
import { TextBytes } from './text-bytes.ts';

/** Some rows of a table as CSV, byte for byte as they were, and the lines that they had. */
export interface TablePart {
  readonly content: Uint8Array;
  readonly lineOf: (row: number) => number | undefined;
}

export interface SplitTable {
  readonly training: TablePart;
  readonly heldOut: TablePart;
  readonly parted: ReturnType<LabelParting['result']>;
}

/** Parts a table by the hash of its rows, or of their groups. Both parts are held in memory. Throws TableUnreadable. */
export async function splitTable({ table, columns, heldOutShare }: TableData, source: ByteSource): Promise<SplitTable> {
  const { header, rows } = await openRows(source);
  const groupAt = columns.group === undefined ? -1 : header.cells.indexOf(columns.group);
  const parting = new LabelParting(table, header.cells, columns);
  const [training, heldOut] = [new PartBuilder(header), new PartBuilder(header)];
  for await (const some of rows) {
    const held = some.map(({ cells, raw }) => isHeldOut(cells[groupAt] ?? raw, heldOutShare));
    const judging = some.filter((_, index) => held[index] === true);
    training.add(some.filter((_, index) => held[index] === false));
    heldOut.add(judging);
    parting.add(judging);
  }
  return { training: training.part(), heldOut: heldOut.part(), parted: parting.result() };
}

class PartBuilder {
  readonly #text = new TextBytes();
  readonly #lines: (number | undefined)[] = [];

  constructor({ raw }: TableRow) {
    this.#text.add(`${raw}\n`);
  }

  add(rows: readonly TableRow[]): void {
    this.#text.add(rows.map(({ raw }) => `${raw}\n`).join(''));
    for (const { line } of rows) this.#lines.push(line);
  }

  part(): TablePart {
    return { content: this.#text.bytes(), lineOf: (row) => this.#lines[row] };
  }
}

import { KeyIndex } from '@mlops-actions/evaluation';
import { ListDigest } from '../domain/canonical.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { csvOf, type TableRow } from './table-rows.ts';
import { TextBytes } from './text-bytes.ts';

/** The id column that rows get when the user's data has none. */
export const ROW_ID = 'mlops_row_id';

export interface HeldOut {
  /** Rows without the label, with an id, as CSV: all that scoring may see. */
  readonly unlabelled: Uint8Array;
  readonly idColumn: string;
  readonly rows: number;
  /** sha256 hex of the ids with their labels. */
  readonly labels: string;
}

export interface HeldOutColumns {
  readonly id?: string;
  readonly label: string;
}

/** Parts held-out rows from their labels, some rows at a time. Every problem found is returned, nothing is thrown. */
export class LabelParting {
  readonly #file: string;
  readonly #header: readonly string[];
  readonly #columns: HeldOutColumns;
  readonly #labelAt: number;
  readonly #idAt: number;
  readonly #unlabelled = new TextBytes();
  readonly #labels = new ListDigest();
  readonly #ids = new KeyIndex();
  readonly #empty = new Places();
  readonly #repeated = new Places();
  #rows = 0;

  constructor(file: string, header: readonly string[], columns: HeldOutColumns) {
    this.#file = file;
    this.#header = header;
    this.#columns = columns;
    this.#labelAt = header.indexOf(columns.label);
    this.#idAt = columns.id === undefined ? -1 : header.indexOf(columns.id);
    this.#unlabelled.add(csvOf([this.#withoutLabel(ROW_ID, header)]));
  }

  add(rows: readonly TableRow[]): void {
    const unlabelled = rows.map((row) => {
      const id = this.#columns.id === undefined ? String(this.#rows) : (row.cells[this.#idAt] ?? '');
      this.#see(id, row);
      return this.#withoutLabel(id, row.cells);
    });
    if (unlabelled.length > 0) this.#unlabelled.add(csvOf(unlabelled));
  }

  result(): HeldOut | readonly Problem[] {
    const problems = this.#problems();
    if (problems.length > 0) return problems;
    return {
      unlabelled: this.#unlabelled.bytes(),
      idColumn: this.#columns.id ?? ROW_ID,
      rows: this.#rows,
      labels: this.#labels.digest(),
    };
  }

  #see(id: string, { cells, line = 1 }: TableRow): void {
    const label = cells[this.#labelAt] ?? '';
    const known = this.#ids.size;
    if (this.#ids.add(id) < known) this.#repeated.add(line, id);
    if (label.trim() === '') this.#empty.add(line);
    this.#labels.add({ id, label });
    this.#rows += 1;
  }

  #withoutLabel(id: string, cells: readonly string[]): readonly string[] {
    const kept = this.#labelAt < 0 ? cells : cells.toSpliced(this.#labelAt, 1);
    return this.#columns.id === undefined ? [id, ...kept] : kept;
  }

  #problems(): readonly Problem[] {
    const { id, label } = this.#columns;
    const file = this.#file;
    const absent = [...(this.#labelAt < 0 ? [label] : []), ...(id !== undefined && this.#idAt < 0 ? [id] : [])];
    if (absent.length > 0) return absent.map((name) => this.#noColumn(name));
    const [empty, repeated] = [this.#empty, this.#repeated];
    return [
      ...empty.problem(file, label, `${empty.count} of ${this.#rows} held-out rows have no label.`),
      ...repeated.problem(
        file,
        id ?? ROW_ID,
        `${repeated.count} ids occur more than once, e.g. ${repeated.examples.join(', ')}.`,
      ),
      ...(this.#rows === 0 ? [{ file, path: label, message: 'The held-out data has no rows.' }] : []),
    ];
  }

  #noColumn(name: string): Problem {
    const known = this.#header.slice(0, 12).join(', ');
    const message = `There is no column "${name}"; the header has ${known}.`;
    return { file: this.#file, line: 1, path: name, message };
  }
}

/** Rows with one mistake: how many, the line of the first, and some of their ids. */
class Places {
  count = 0;
  readonly examples: string[] = [];
  #line = 1;

  add(line: number, example?: string): void {
    if (this.count === 0) this.#line = line;
    this.count += 1;
    if (example !== undefined && this.examples.length < 5) this.examples.push(example);
  }

  problem(file: string, path: string, message: string): readonly Problem[] {
    return this.count === 0 ? [] : [{ file, line: this.#line, path, message }];
  }
}

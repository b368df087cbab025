import { canonicalLabel } from '../evidence/labels.ts';
import type { Cell } from './cells.ts';

/** Parts that no cell holds between the cells of a key. */
const BETWEEN = '\u001F';

export interface ComparedColumns {
  readonly columns: readonly string[];
  /** Whether they alone are enough to take two rows for one; otherwise they only tell whether a row with the same id is the same. */
  readonly isTelling: boolean;
  /** Whether they are all that training sees, its ids aside. */
  readonly isWhole: boolean;
}

/**
 * What makes two rows equal: the columns that are compared, and whether by value, so that 1.0 and 1 are one, as they are in tables
 * that hold numbers and not their spelling.
 */
export class RowKey {
  readonly compared: ComparedColumns;
  readonly #byValue: boolean;

  constructor(compared: ComparedColumns, byValue: boolean) {
    this.compared = compared;
    this.#byValue = byValue;
  }

  /** The key of each row of a table; undefined for a table that has not all of the columns. */
  inTable(header: readonly string[]): ((cells: readonly Cell[]) => string) | undefined {
    const places = this.compared.columns.map((name) => header.indexOf(name));
    if (places.includes(-1)) return undefined;
    return (cells) => places.map((index) => this.#text(cells[index])).join(BETWEEN);
  }

  #text({ text = '' }: Partial<Cell> = {}): string {
    return this.#byValue ? canonicalLabel(text) : text;
  }
}

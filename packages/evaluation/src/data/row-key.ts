import { canonicalLabel } from '../evidence/labels.ts';
import type { Cell } from './cells.ts';

/** Parts that no cell holds between the cells of a key. */
const BETWEEN = '\u001F';

/**
 * What makes two rows equal: the columns that are compared, and whether by value, so that 1.0 and 1 are one, as they are in tables
 * that hold numbers and not their spelling.
 */
export class RowKey {
  readonly columns: readonly string[];
  /** Whether the columns alone are enough to take two rows for one; otherwise they only tell whether a row with the same id is the same. */
  readonly isTelling: boolean;
  readonly #byValue: boolean;

  constructor(told: Pick<RowKey, 'columns' | 'isTelling'> & { readonly byValue: boolean }) {
    this.columns = told.columns;
    this.isTelling = told.isTelling;
    this.#byValue = told.byValue;
  }

  /** The key of each row of a table; undefined for a table that has not all of the columns. */
  inTable(header: readonly string[]): ((cells: readonly Cell[]) => string) | undefined {
    const places = this.columns.map((name) => header.indexOf(name));
    if (places.includes(-1)) return undefined;
    return (cells) => places.map((index) => this.#text(cells[index])).join(BETWEEN);
  }

  #text({ text = '' }: Partial<Cell> = {}): string {
    return this.#byValue ? canonicalLabel(text) : text;
  }
}

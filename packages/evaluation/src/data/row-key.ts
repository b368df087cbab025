import { type Cell, MISSING } from './cells.ts';

/** Parts that no cell holds between the cells of a key. */
const BETWEEN = '\u001F';

export interface ComparedColumns {
  readonly columns: readonly string[];
  /** Whether they alone are enough to take two rows for one; otherwise they only tell whether a row with the same id is the same. */
  readonly isTelling: boolean;
  /** Whether they are all that training sees, its ids aside. */
  readonly isWhole: boolean;
}

/** What makes two rows equal: the columns that are compared, by value, because each program spells 1 and 1.0 in its own way. */
export class RowKey {
  readonly compared: ComparedColumns;

  constructor(compared: ComparedColumns) {
    this.compared = compared;
  }

  /** The key of each row of a table; undefined for a table that has not all of the columns. */
  inTable(header: readonly string[]): ((cells: readonly Cell[]) => string) | undefined {
    const places = this.compared.columns.map((name) => header.indexOf(name));
    if (places.includes(-1)) return undefined;
    return (cells) => places.map((index) => textOf(cells[index] ?? MISSING)).join(BETWEEN);
  }
}

/** One text of all that spell one value. Integers that a double cannot hold stay text. */
function textOf({ text = '', kind, value }: Cell): string {
  if (kind === 'boolean') return text.toLowerCase();
  const isNumber = kind === 'integer' || kind === 'number';
  return isNumber && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : text;
}

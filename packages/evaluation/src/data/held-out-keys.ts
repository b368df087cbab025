import { canonicalLabel } from '../evidence/labels.ts';
import type { Cell } from './cells.ts';
import { hashText } from './hash.ts';

/** Parts that no cell holds between the cells of a key. */
const BETWEEN = '\u001F';

/**
 * The held-out rows, to find them elsewhere: by hash first and then by every value, so that no row is accused by chance.
 * With `byValue`, 1.0 and 1 are one value, as they are in tables that hold numbers and not their spelling.
 */
export class HeldOutKeys {
  readonly columns: readonly string[];
  readonly #byValue: boolean;
  readonly #keys = new Map<number, string[]>();
  readonly #ids = new Set<string>();

  constructor(columns: readonly string[], byValue: boolean) {
    this.columns = columns;
    this.#byValue = byValue;
  }

  add(cells: readonly Cell[], id: string | undefined): void {
    const key = this.#keyOf(cells);
    const hash = hashText(key);
    const same = this.#keys.get(hash);
    if (same === undefined) this.#keys.set(hash, [key]);
    else if (!same.includes(key)) same.push(key);
    if (id !== undefined) this.#ids.add(id);
  }

  /** Whether this row, its cells in the order of `columns`, is held out. */
  has(cells: readonly Cell[]): boolean {
    const key = this.#keyOf(cells);
    return this.#keys.get(hashText(key))?.includes(key) === true;
  }

  hasId(id: string): boolean {
    return this.#ids.has(id);
  }

  #keyOf(cells: readonly Cell[]): string {
    return cells.map(({ text = '' }) => (this.#byValue ? canonicalLabel(text) : text)).join(BETWEEN);
  }
}

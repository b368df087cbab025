import { KeyIndex } from './key-index.ts';
import type { RowPlace } from './offences.ts';
import type { RowKey } from './row-key.ts';
import { RowNumbers } from './row-numbers.ts';

/** The held-out rows, to find them elsewhere. About 100 bytes per row, and no text of any. */
export class HeldOutKeys {
  readonly key: RowKey;
  readonly numbers = new RowNumbers();
  readonly #keys = new KeyIndex();
  readonly #ids = new KeyIndex();
  /** Held-out rows by the number of their key, and the number of the key by that of the id. */
  readonly #times: number[] = [];
  readonly #keyOfId: number[] = [];
  rows = 0;

  constructor(key: RowKey) {
    this.key = key;
  }

  add(text: string, place: RowPlace): void {
    const key = this.#keys.add(text);
    this.#times[key] = this.times(key) + 1;
    this.rows += 1;
    this.numbers.see(place);
    if (place.id !== undefined) this.#keyOfId[this.#ids.add(place.id)] = key;
  }

  /** The number of a key that is held out. */
  find(text: string): number | undefined {
    return this.#keys.find(text);
  }

  /** The key of the held-out row with this id. */
  keyOf(id: string): number | undefined {
    const index = this.#ids.find(id);
    return index === undefined ? undefined : this.#keyOfId[index];
  }

  /** Held-out rows with this key. */
  times(key: number): number {
    return this.#times[key] ?? 0;
  }
}

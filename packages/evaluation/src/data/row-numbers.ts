import type { RowPlace } from './offences.ts';

/** Watches whether the ids of a table only number its rows: 0, 1, 2, … or 1, 2, 3, …, in the whole table or in each of its files. */
export class RowNumbers {
  #rows = 0;
  #isNumbered = true;

  see({ id, row, rowInFile }: RowPlace): void {
    this.#rows += 1;
    if (!this.#isNumbered) return;
    this.#isNumbered = [row, row + 1, rowInFile, rowInFile + 1].some((number) => id === String(number));
  }

  get areIds(): boolean {
    return this.#isNumbered && this.#rows > 0;
  }
}

import type { Problem } from '../problem.ts';

const SAMPLES = 5;

/** What may be wrong with the ids of held-out rows. */
export const NO_ID = 'held-out rows have no id';
export const REPEATED_ID = 'held-out rows repeat an id';

interface Tally {
  readonly file: string;
  readonly what: string;
  count: number;
  readonly ids: string[];
}

/** What is wrong with ids, one tally per file and kind. */
export class IdTallies {
  readonly #tallies = new Map<string, Tally>();
  readonly #idsShown: boolean;

  constructor(idsShown: boolean) {
    this.#idsShown = idsShown;
  }

  add(file: string, what: string, id: string): void {
    const key = `${file}\n${what}`;
    const tally = this.#tallies.get(key) ?? { file, what, count: 0, ids: [] };
    this.#tallies.set(key, tally);
    tally.count += 1;
    if (tally.ids.length < SAMPLES) tally.ids.push(id);
  }

  problems(): readonly Problem[] {
    return [...this.#tallies.values()].map(({ file, what, count, ids }) => ({
      file,
      path: 'id',
      message: this.#idsShown ? `${count} ${what}, e.g. ids ${ids.join(', ')}.` : `${count} ${what}.`,
    }));
  }
}

import type { Cell, CellKind } from './cells.ts';
import { QuantileSketch } from './quantile-sketch.ts';
import { ValueCounts } from './value-counts.ts';

/** What a column holds, as its values say it or as a schema does. */
export type ProfileKind = 'integer' | 'number' | 'boolean' | 'category' | 'timestamp' | 'text';

/** A column with fewer distinct values than this is a category however few rows there are. */
const FEW_VALUES = 20;
/** Otherwise each value of a category stands for at least two rows. */
const ROWS_PER_VALUE = 2;

/** Everything that is kept of the cells of one column; bounded, and the sum of two is that of all their rows. */
export class ColumnProfiler {
  rows = 0;
  missing = 0;
  readonly #kinds: Record<CellKind, number> = { integer: 0, number: 0, boolean: 0, timestamp: 0, text: 0 };
  #mean = 0;
  #m2 = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  readonly sketch = new QuantileSketch();
  readonly values = new ValueCounts();

  add(cell: Cell): void {
    this.rows += 1;
    if (cell.text === undefined) {
      this.missing += 1;
      return;
    }
    this.#kinds[cell.kind] += 1;
    if (cell.kind !== 'text') this.#addNumber(cell.value);
    // Names of many different numbers say nothing, and to keep the frequent ones costs more than all the rest.
    if (cell.kind === 'text' || this.values.exact) this.values.add(cell.text);
    else this.values.addUnnamed(cell.text);
  }

  /** Numbers and timestamps seen; the mean and the rest are theirs. */
  get numbers(): number {
    return this.sketch.count;
  }

  get mean(): number {
    return this.#mean;
  }

  /** Sum of squared distances from the mean. */
  get m2(): number {
    return this.#m2;
  }

  /** A column of one kind throughout is of that kind; text of few values is a category. */
  get kind(): ProfileKind {
    const { integer, number, boolean, timestamp } = this.#kinds;
    const present = this.rows - this.missing;
    if (present > 0 && integer + number === present) return number === 0 ? 'integer' : 'number';
    if (present > 0 && boolean === present) return 'boolean';
    if (present > 0 && timestamp === present) return 'timestamp';
    const { distinct, exact } = this.values;
    return exact && (distinct <= FEW_VALUES || distinct * ROWS_PER_VALUE <= present) ? 'category' : 'text';
  }

  merge(other: ColumnProfiler): void {
    this.rows += other.rows;
    this.missing += other.missing;
    for (const kind of Object.keys(this.#kinds) as CellKind[]) this.#kinds[kind] += other.#kinds[kind];
    this.#mergeMoments(other);
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.sketch.merge(other.sketch);
    this.values.merge(other.values);
  }

  /** B. Welford, Technometrics 4 (1962): no cancellation when the mean is far from 0. */
  #addNumber(value: number): void {
    this.sketch.add(value);
    const distance = value - this.#mean;
    this.#mean += distance / this.sketch.count;
    this.#m2 += distance * (value - this.#mean);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  /** T. Chan, G. Golub and R. LeVeque, Updating formulae for variances (1979). */
  #mergeMoments(other: ColumnProfiler): void {
    const [n, m] = [this.numbers, other.numbers];
    if (m === 0) return;
    const distance = other.#mean - this.#mean;
    this.#mean += (distance * m) / (n + m);
    this.#m2 += other.#m2 + (distance * distance * n * m) / (n + m);
  }
}

export const isNumeric = (kind: ProfileKind): boolean => kind === 'integer' || kind === 'number';

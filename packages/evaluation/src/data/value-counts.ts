import { hashText } from './hash.ts';

/** Distinct values that are counted one by one. */
export const MOST_VALUES = 1000;
/** Hashes that the number of distinct values is estimated from: the error is about 1 / √SMALLEST, 3 %. */
const SMALLEST = 1024;

/**
 * The values of a column by how often they occur. Exact up to {@link MOST_VALUES} distinct ones; beyond, rare ones are put into
 * `other` and the number of distinct ones is estimated from the smallest hashes (Z. Bar-Yossef et al., RANDOM 2002).
 */
export class ValueCounts {
  readonly #counts = new Map<string, number>();
  #smallest: number[] = [];
  #limit = Number.POSITIVE_INFINITY;
  /** Rows whose values are no longer counted by name. */
  other = 0;
  exact = true;

  add(value: string, times = 1): void {
    const before = this.#counts.get(value);
    this.#counts.set(value, (before ?? 0) + times);
    if (before !== undefined) return;
    if (!this.exact) this.#sample(value);
    if (this.#counts.size > (this.exact ? MOST_VALUES : 4 * MOST_VALUES)) this.#prune();
  }

  /** Counts it among `other`, and among the distinct ones. Only when the counts are not exact any more. */
  addUnnamed(value: string): void {
    this.other += 1;
    this.#sample(value);
  }

  merge(other: ValueCounts): void {
    if (!other.exact && this.exact) this.#toEstimates();
    this.other += other.other;
    for (const [value, count] of other.#counts) this.add(value, count);
    if (!this.exact) {
      this.#smallest.push(...other.#smallest);
      this.#trim();
    }
  }

  get distinct(): number {
    if (this.exact) return this.#counts.size;
    this.#trim();
    const largest = this.#smallest.at(-1) ?? 0;
    return this.#smallest.length < SMALLEST
      ? this.#smallest.length
      : Math.round(((SMALLEST - 1) * 2 ** 53) / Math.max(1, largest));
  }

  /** Most frequent first; values that are equally frequent in the order of the alphabet. */
  top(most: number): readonly (readonly [value: string, count: number])[] {
    return [...this.#counts].sort(byFrequency).slice(0, most);
  }

  count(value: string): number {
    return this.#counts.get(value) ?? 0;
  }

  #prune(): void {
    if (this.exact) this.#toEstimates();
    for (const [value, count] of [...this.#counts].sort(byFrequency).slice(MOST_VALUES)) {
      this.#counts.delete(value);
      this.other += count;
    }
  }

  #toEstimates(): void {
    this.exact = false;
    for (const value of this.#counts.keys()) this.#sample(value);
  }

  #sample(value: string): void {
    const hash = hashText(value);
    if (hash >= this.#limit) return;
    this.#smallest.push(hash);
    if (this.#smallest.length >= 4 * SMALLEST) this.#trim();
  }

  #trim(): void {
    this.#smallest = [...new Set(this.#smallest)].sort((a, b) => a - b).slice(0, SMALLEST);
    if (this.#smallest.length === SMALLEST) this.#limit = this.#smallest.at(-1) ?? this.#limit;
  }
}

const byFrequency = ([a, m]: readonly [string, number], [b, n]: readonly [string, number]): number =>
  n - m || (a < b ? -1 : 1);

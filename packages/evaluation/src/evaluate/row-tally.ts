import type { Problem } from '../problem.ts';

const SAMPLES = 5;

/** Rows with the same mistake: how many, and the numbers of the first of them, which become ids when the problem is told. */
export interface RowTally {
  readonly file: string;
  readonly path: string;
  /** e.g. `labels are empty or NaN`, or a whole sentence when nothing is counted. */
  readonly what: string;
  count: number;
  rows: number[];
}

/** A tally to count on; one per kind of mistake. */
export function newTally(file: string, path: string, what: string): RowTally {
  return { file, path, what, count: 0, rows: [] };
}

export function tally(one: RowTally, row: number): void {
  one.count += 1;
  if (one.rows.length < SAMPLES || row < (one.rows.at(-1) ?? 0)) one.rows = firstOf([...one.rows, row], SAMPLES);
}

export function mergeTallies(into: RowTally, from: RowTally): void {
  into.count += from.count;
  into.rows = firstOf([...into.rows, ...from.rows], SAMPLES);
}

/** The smallest numbers: the first rows of the file, in whatever order they came. */
export const firstOf = (rows: readonly number[], most: number): number[] =>
  rows.toSorted((a, b) => a - b).slice(0, most);

export function rowProblem({ file, path, what, count, rows }: RowTally, idOf: (row: number) => string): Problem {
  return { file, path, message: `${count} ${what}, e.g. ids ${rows.map(idOf).join(', ')}.` };
}

import type { Task } from '../metrics/facts.ts';

/** One row as it is counted; reused from row to row. Models that are absent leave zeros. */
export interface Row {
  truth: number;
  /** Answers of candidate and champion. */
  a: number;
  b: number;
  scoreA: number;
  scoreB: number;
  /** Log losses of the scores, so that no slice computes them again. */
  lossA: number;
  lossB: number;
  weight: number;
  group: number;
}

type Cells = Uint8Array | Uint32Array | Float64Array;

/** Rows kept one by one, column by column; a column that the task does not have is empty. */
export interface Rows {
  size: number;
  truth: Cells;
  a: Cells;
  b: Cells;
  scoreA: Float64Array;
  scoreB: Float64Array;
  weight: Float64Array;
  group: Uint32Array;
}

/** Which columns rows have. */
export interface RowShape {
  readonly task: Task;
  readonly champion: boolean;
  readonly scored: { readonly candidate: boolean; readonly champion: boolean };
  /** A model that ranks without threshold and predictions decides nothing. */
  readonly decided: { readonly candidate: boolean; readonly champion: boolean };
  readonly weighted: boolean;
  readonly grouped: boolean;
}

/** Both models give answers that are right or wrong. */
export const isComparable = ({ task, decided }: RowShape): boolean =>
  task !== 'regression' && decided.candidate && decided.champion;

export const COLUMN_NAMES = ['truth', 'a', 'b', 'scoreA', 'scoreB', 'weight', 'group'] as const;

const FIRST_CAPACITY = 64;

export function newRows(task: Task): Rows {
  const cells = (): Cells =>
    task === 'regression' ? new Float64Array() : task === 'multiclass' ? new Uint32Array() : new Uint8Array();
  return {
    size: 0,
    truth: cells(),
    a: cells(),
    b: cells(),
    scoreA: new Float64Array(),
    scoreB: new Float64Array(),
    weight: new Float64Array(),
    group: new Uint32Array(),
  };
}

export function pushRow(rows: Rows, row: Row, shape: RowShape): void {
  const at = rows.size;
  if (at >= rows.truth.length) grow(rows, shape);
  rows.truth[at] = row.truth;
  rows.a[at] = row.a;
  if (shape.champion) rows.b[at] = row.b;
  if (shape.scored.candidate) rows.scoreA[at] = row.scoreA;
  if (shape.scored.champion) rows.scoreB[at] = row.scoreB;
  if (shape.weighted) rows.weight[at] = row.weight;
  if (shape.grouped) rows.group[at] = row.group;
  rows.size = at + 1;
}

function grow(rows: Rows, shape: RowShape): void {
  const capacity = Math.max(FIRST_CAPACITY, Math.ceil(rows.truth.length * 1.5));
  rows.truth = longer(rows.truth, capacity);
  rows.a = longer(rows.a, capacity);
  if (shape.champion) rows.b = longer(rows.b, capacity);
  if (shape.scored.candidate) rows.scoreA = longer(rows.scoreA, capacity);
  if (shape.scored.champion) rows.scoreB = longer(rows.scoreB, capacity);
  if (shape.weighted) rows.weight = longer(rows.weight, capacity);
  if (shape.grouped) rows.group = longer(rows.group, capacity);
}

function longer<T extends Cells>(cells: T, capacity: number): T {
  const made = new (cells.constructor as new (length: number) => T)(capacity);
  made.set(cells);
  return made;
}

/** Calls back for each row; the row handed over is reused. */
export function eachRow(rows: Rows, visit: (row: Row) => void): void {
  const row: Row = { truth: 0, a: 0, b: 0, scoreA: 0, scoreB: 0, lossA: 0, lossB: 0, weight: 1, group: 0 };
  for (let at = 0; at < rows.size; at += 1) {
    row.truth = rows.truth[at] ?? 0;
    row.a = rows.a[at] ?? 0;
    row.b = rows.b[at] ?? 0;
    row.scoreA = rows.scoreA[at] ?? 0;
    row.scoreB = rows.scoreB[at] ?? 0;
    row.weight = rows.weight[at] ?? 1;
    row.group = rows.group[at] ?? 0;
    visit(row);
  }
}

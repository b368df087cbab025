import type { Task } from '../metrics/facts.ts';

type Cells = Uint8Array | Uint32Array | Float64Array;

/** Rows one by one, column by column; a column that the task does not have is empty. Answers are those of candidate and champion. */
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

/** Makes room for `size` rows. */
export function ensureRows(rows: Rows, size: number, shape: RowShape): void {
  if (size <= rows.truth.length) return;
  const capacity = Math.max(FIRST_CAPACITY, size, Math.ceil(rows.truth.length * 1.5));
  rows.truth = longer(rows.truth, capacity);
  rows.a = longer(rows.a, capacity);
  if (shape.champion) rows.b = longer(rows.b, capacity);
  if (shape.scored.candidate) rows.scoreA = longer(rows.scoreA, capacity);
  if (shape.scored.champion) rows.scoreB = longer(rows.scoreB, capacity);
  if (shape.weighted) rows.weight = longer(rows.weight, capacity);
  if (shape.grouped) rows.group = longer(rows.group, capacity);
}

/** Appends the picked rows. */
export function pushRows(rows: Rows, from: Rows, picked: Uint32Array, shape: RowShape): void {
  const at = rows.size;
  rows.size += picked.length;
  ensureRows(rows, rows.size, shape);
  put(rows.truth, at, from.truth, picked);
  put(rows.a, at, from.a, picked);
  if (shape.champion) put(rows.b, at, from.b, picked);
  if (shape.scored.candidate) put(rows.scoreA, at, from.scoreA, picked);
  if (shape.scored.champion) put(rows.scoreB, at, from.scoreB, picked);
  if (shape.weighted) put(rows.weight, at, from.weight, picked);
  if (shape.grouped) put(rows.group, at, from.group, picked);
}

function put(into: Cells, at: number, from: Cells, picked: Uint32Array): void {
  for (let next = 0; next < picked.length; next += 1) into[at + next] = from[picked[next] ?? 0] ?? 0;
}

/** Moves the cells: the memory of before is free at once, and need not wait until garbage is collected. */
function longer<T extends Cells>(cells: T, capacity: number): T {
  const bytes = (cells.buffer as ArrayBuffer).transfer(capacity * cells.BYTES_PER_ELEMENT);
  return new (cells.constructor as new (bytes: ArrayBuffer) => T)(bytes);
}

/** Gives the memory of rows back at once, which must not be used any more; left to itself it would stay until garbage is collected. */
export function freeRows(rows: Rows): void {
  rows.size = 0;
  for (const name of COLUMN_NAMES) (rows[name].buffer as ArrayBuffer).transfer(0);
}

/** The numbers 0 to `size` − 1, which pick every row. */
export function everyRow(size: number): Uint32Array {
  const picked = new Uint32Array(size);
  for (let at = 0; at < size; at += 1) picked[at] = at;
  return picked;
}

/** Some of the rows, without copying them. */
export const rowsBetween = (rows: Rows, from: number, to: number): Rows => ({
  size: to - from,
  truth: rows.truth.subarray(from, to),
  a: rows.a.subarray(from, to),
  b: rows.b.subarray(from, to),
  scoreA: rows.scoreA.subarray(from, to),
  scoreB: rows.scoreB.subarray(from, to),
  weight: rows.weight.subarray(from, to),
  group: rows.group.subarray(from, to),
});

import { type Bins, binRows, type Graded, type Grid, grade, mergeBins, newBins, newGraded } from './bins.ts';
import { everyRow, freeRows, newRows, pushRows, type RowShape, type Rows, rowsBetween } from './rows.ts';

/** Everything that is kept of some rows: of all, or of a slice. One of the three is in use. */
export interface Pool {
  rows: number;
  /** Holds the rows of several slices. */
  mixed?: true;
  kept?: Rows;
  /** Without scores, weights and groups: how often each triple of label and answers occurs; see {@link cellKey}. */
  cells?: Map<number, number>;
  bins?: Bins;
}

/** Three codes fit into one number up to here; a task with more classes is refused. */
export const MOST_CLASSES = 2 ** 17;

export const cellKey = (truth: number, a: number, b: number): number => (truth * MOST_CLASSES + a) * MOST_CLASSES + b;

export const cellOf = (key: number): readonly [truth: number, a: number, b: number] => [
  Math.floor(key / MOST_CLASSES / MOST_CLASSES),
  Math.floor(key / MOST_CLASSES) % MOST_CLASSES,
  key % MOST_CLASSES,
];

/** Answers without scores are counted: that is exact, and as small as the confusion table. */
const isCounted = ({ task, scored, weighted, grouped }: RowShape): boolean =>
  (task === 'binary' || task === 'multiclass') && !scored.candidate && !scored.champion && !weighted && !grouped;

/** Scores of two classes may be binned; weights, groups and numbers need the rows themselves. */
export const canFold = ({ task, scored, champion, weighted, grouped }: RowShape): boolean =>
  task === 'binary' && scored.candidate && scored.champion === champion && !weighted && !grouped;

export const newPool = (shape: RowShape): Pool =>
  isCounted(shape) ? { rows: 0, cells: new Map() } : { rows: 0, kept: newRows(shape.task) };

/** Adds the picked rows; `graded` is theirs, when any pool is binned. */
export function addRows(pool: Pool, rows: Rows, graded: Graded, picked: Uint32Array, shape: RowShape): void {
  pool.rows += picked.length;
  if (pool.bins !== undefined) binRows(pool.bins, rows, graded, picked);
  else if (pool.kept !== undefined) pushRows(pool.kept, rows, picked, shape);
  else if (pool.cells !== undefined)
    for (const row of picked) {
      const key = cellKey(rows.truth[row] ?? 0, rows.a[row] ?? 0, rows.b[row] ?? 0);
      pool.cells.set(key, (pool.cells.get(key) ?? 0) + 1);
    }
}

/** Rows that are put into bins at once. */
const FOLDED_ROWS = 4_096;

/** Puts kept rows into bins. */
export function fold(pool: Pool, grid: Grid, shape: RowShape): void {
  const { kept } = pool;
  if (kept === undefined) return;
  const bins = newBins(grid, shape.champion);
  const graded = newGraded(FOLDED_ROWS);
  for (let from = 0; from < kept.size; from += FOLDED_ROWS) {
    const piece = rowsBetween(kept, from, Math.min(kept.size, from + FOLDED_ROWS));
    grade(graded, piece, shape.champion);
    binRows(bins, piece, graded, everyRow(piece.size));
  }
  delete pool.kept;
  freeRows(kept);
  pool.bins = bins;
}

/** How codes of another pool are called in this one. */
export interface Recoding {
  readonly classOf: (code: number) => number;
  readonly groupOf: (code: number) => number;
}

/** Adds the rows of another pool; when one is binned the other is binned too. */
export function mergePools(into: Pool, from: Pool, shape: RowShape, recoding: Recoding): void {
  const grid = into.bins?.grid ?? from.bins?.grid;
  if (grid !== undefined) {
    fold(into, grid, shape);
    fold(from, grid, shape);
  }
  into.rows += from.rows;
  if (from.mixed === true) into.mixed = true;
  if (into.bins !== undefined && from.bins !== undefined) mergeBins(into.bins, from.bins);
  const { kept, cells } = into;
  if (kept !== undefined && from.kept !== undefined) {
    const { size } = from.kept;
    pushRows(kept, recoded(from.kept, shape, recoding), everyRow(size), shape);
  }
  if (cells !== undefined)
    for (const [key, count] of from.cells ?? []) {
      const [truth, a, b] = cellOf(key);
      const here = cellKey(recoding.classOf(truth), recoding.classOf(a), recoding.classOf(b));
      cells.set(here, (cells.get(here) ?? 0) + count);
    }
}

function recoded(rows: Rows, { task }: RowShape, { classOf, groupOf }: Recoding): Rows {
  const classes =
    task === 'multiclass' ? { truth: rows.truth.map(classOf), a: rows.a.map(classOf), b: rows.b.map(classOf) } : {};
  return { ...rows, ...classes, group: rows.group.map(groupOf) };
}

import { logLossOf } from '../metrics/errors.ts';
import { type Bins, binRow, type Grid, mergeBins, newBins } from './bins.ts';
import { eachRow, newRows, pushRow, type Row, type RowShape, type Rows } from './rows.ts';

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

export function addRow(pool: Pool, row: Row, shape: RowShape): void {
  pool.rows += 1;
  if (pool.bins !== undefined) binRow(pool.bins, row);
  else if (pool.kept !== undefined) pushRow(pool.kept, row, shape);
  else if (pool.cells !== undefined) {
    const key = cellKey(row.truth, row.a, row.b);
    pool.cells.set(key, (pool.cells.get(key) ?? 0) + 1);
  }
}

/** Puts kept rows into bins. */
export function fold(pool: Pool, grid: Grid, shape: RowShape): void {
  if (pool.kept === undefined) return;
  const bins = newBins(grid, shape.champion);
  eachRow(pool.kept, (row) => {
    row.lossA = logLossOf(row.truth, row.scoreA);
    row.lossB = shape.champion ? logLossOf(row.truth, row.scoreB) : 0;
    binRow(bins, row);
  });
  delete pool.kept;
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
  if (kept !== undefined && from.kept !== undefined)
    eachRow(from.kept, (row) => pushRow(kept, recoded(row, shape, recoding), shape));
  if (cells !== undefined)
    for (const [key, count] of from.cells ?? []) {
      const [truth, a, b] = cellOf(key);
      const here = cellKey(recoding.classOf(truth), recoding.classOf(a), recoding.classOf(b));
      cells.set(here, (cells.get(here) ?? 0) + count);
    }
}

function recoded(row: Row, { task }: RowShape, { classOf, groupOf }: Recoding): Row {
  const classes = task === 'multiclass' ? { truth: classOf(row.truth), a: classOf(row.a), b: classOf(row.b) } : {};
  return { ...row, ...classes, group: groupOf(row.group) };
}

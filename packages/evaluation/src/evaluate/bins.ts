import { CALIBRATION_BINS } from '../metrics/calibration.ts';
import type { Row } from './rows.ts';

/** How finely scores from 0 to 1 are binned: `fine` for points, `joint` for the spread of both models together. */
export interface Grid {
  readonly fine: number;
  readonly joint: number;
}

/** Each a multiple of the next and all of 15, so that no bin lies in two of a coarser kind or of the calibration error. */
export const OVERALL_GRID: Grid = { fine: 4_800, joint: 300 };
export const SLICE_GRID: Grid = { fine: 1_200, joint: 60 };

/** Places of the sums over one loss: of candidate, champion, their squares and their product. */
export const LOSS_SUMS = { a: 0, b: 1, aa: 2, ab: 3, bb: 4 } as const;

/** Rows of two classes whose scores are counted in bins. Answers, losses and calibration stay exact. */
export interface Bins {
  readonly grid: Grid;
  readonly champion: boolean;
  /** By model, then class, then bin. */
  readonly fine: Uint32Array;
  /** By `truth + 2 · answer + 4 · other answer`, then bin of the candidate, then of the champion. */
  readonly joint: Uint32Array;
  /** Σ score, by model, then bin of the calibration error. */
  readonly calibration: Float64Array;
  /** At {@link LOSS_SUMS}. */
  readonly logLoss: Float64Array;
  readonly brier: Float64Array;
}

export function newBins(grid: Grid, champion: boolean): Bins {
  const models = champion ? 2 : 1;
  return {
    grid,
    champion,
    fine: new Uint32Array(models * 2 * grid.fine),
    joint: new Uint32Array(champion ? 8 * grid.joint * grid.joint : 4 * grid.joint),
    calibration: new Float64Array(models * CALIBRATION_BINS),
    logLoss: new Float64Array(5),
    brier: new Float64Array(5),
  };
}

/** `row.lossA` and `row.lossB` have to be known. */
export function binRow(bins: Bins, row: Row): void {
  const { grid, joint } = bins;
  const { truth, scoreA } = row;
  const placeA = binScore(bins, 0, truth, scoreA);
  const errorA = (scoreA - truth) * (scoreA - truth);
  if (!bins.champion) {
    add(joint, (truth + 2 * row.a) * grid.joint + placeA);
    addLosses(bins.logLoss, row.lossA, 0);
    addLosses(bins.brier, errorA, 0);
    return;
  }
  const { scoreB } = row;
  const placeB = binScore(bins, 1, truth, scoreB);
  add(joint, ((truth + 2 * row.a + 4 * row.b) * grid.joint + placeA) * grid.joint + placeB);
  addLosses(bins.logLoss, row.lossA, row.lossB);
  addLosses(bins.brier, errorA, (scoreB - truth) * (scoreB - truth));
}

/** Counts a score of one model; its place among the joint bins. */
function binScore({ grid, fine, calibration }: Bins, model: 0 | 1, truth: number, score: number): number {
  const bin = score < 1 ? Math.floor(score * grid.fine) : grid.fine - 1;
  add(fine, (2 * model + truth) * grid.fine + bin);
  const part = model * CALIBRATION_BINS + Math.floor(bin / (grid.fine / CALIBRATION_BINS));
  calibration[part] = (calibration[part] ?? 0) + score;
  return Math.floor(bin / (grid.fine / grid.joint));
}

function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function addLosses(sums: Float64Array, a: number, b: number): void {
  sums[LOSS_SUMS.a] = (sums[LOSS_SUMS.a] ?? 0) + a;
  sums[LOSS_SUMS.b] = (sums[LOSS_SUMS.b] ?? 0) + b;
  sums[LOSS_SUMS.aa] = (sums[LOSS_SUMS.aa] ?? 0) + a * a;
  sums[LOSS_SUMS.ab] = (sums[LOSS_SUMS.ab] ?? 0) + a * b;
  sums[LOSS_SUMS.bb] = (sums[LOSS_SUMS.bb] ?? 0) + b * b;
}

export const BIN_COLUMNS = ['fine', 'joint', 'calibration', 'logLoss', 'brier'] as const;

/** Adds the rows of other bins of the same grid. */
export function mergeBins(into: Bins, from: Bins): void {
  for (const column of BIN_COLUMNS) {
    const [sums, more] = [into[column], from[column]];
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (more[at] ?? 0);
  }
}

import { CALIBRATION_BINS, calibrationBin } from '../metrics/calibration.ts';
import type { Row } from './rows.ts';

/** How finely scores from 0 to 1 are binned: `fine` for points, `joint` for the spread of both models together. */
export interface Grid {
  readonly fine: number;
  readonly joint: number;
}

/** Multiples of 15, so that no bin lies in two bins of the calibration error. */
export const OVERALL_GRID: Grid = { fine: 4_800, joint: 300 };
export const SLICE_GRID: Grid = { fine: 1_200, joint: 60 };

/** Sums over the losses of both models: what the mean, its spread and the spread of the difference need. */
export interface LossSums {
  a: number;
  b: number;
  aa: number;
  ab: number;
  bb: number;
}

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
  readonly logLoss: LossSums;
  readonly brier: LossSums;
}

export function newBins(grid: Grid, champion: boolean): Bins {
  const models = champion ? 2 : 1;
  return {
    grid,
    champion,
    fine: new Uint32Array(models * 2 * grid.fine),
    joint: new Uint32Array(champion ? 8 * grid.joint * grid.joint : 4 * grid.joint),
    calibration: new Float64Array(models * CALIBRATION_BINS),
    logLoss: { a: 0, b: 0, aa: 0, ab: 0, bb: 0 },
    brier: { a: 0, b: 0, aa: 0, ab: 0, bb: 0 },
  };
}

/** `row.lossA` and `row.lossB` have to be known. */
export function binRow(bins: Bins, row: Row): void {
  const { grid, fine, joint, calibration } = bins;
  const { truth, scoreA, lossA } = row;
  const fineA = binOf(scoreA, grid.fine);
  add(fine, truth * grid.fine + fineA);
  const partA = calibrationBin(scoreA);
  calibration[partA] = (calibration[partA] ?? 0) + scoreA;
  const jointA = binOf(scoreA, grid.joint);
  const errorA = (scoreA - truth) ** 2;
  if (!bins.champion) {
    add(joint, (truth + 2 * row.a) * grid.joint + jointA);
    addLosses(bins.logLoss, lossA, 0);
    addLosses(bins.brier, errorA, 0);
    return;
  }
  const { scoreB } = row;
  add(fine, (2 + truth) * grid.fine + binOf(scoreB, grid.fine));
  const partB = CALIBRATION_BINS + calibrationBin(scoreB);
  calibration[partB] = (calibration[partB] ?? 0) + scoreB;
  add(joint, ((truth + 2 * row.a + 4 * row.b) * grid.joint + jointA) * grid.joint + binOf(scoreB, grid.joint));
  addLosses(bins.logLoss, lossA, row.lossB);
  addLosses(bins.brier, errorA, (scoreB - truth) ** 2);
}

export const binOf = (score: number, bins: number): number => Math.min(bins - 1, Math.floor(score * bins));

function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function addLosses(sums: LossSums, a: number, b: number): void {
  sums.a += a;
  sums.b += b;
  sums.aa += a * a;
  sums.ab += a * b;
  sums.bb += b * b;
}

/** Adds the rows of other bins of the same grid. */
export function mergeBins(into: Bins, from: Bins): void {
  from.fine.forEach((count, at) => {
    into.fine[at] = (into.fine[at] ?? 0) + count;
  });
  from.joint.forEach((count, at) => {
    into.joint[at] = (into.joint[at] ?? 0) + count;
  });
  from.calibration.forEach((sum, at) => {
    into.calibration[at] = (into.calibration[at] ?? 0) + sum;
  });
  for (const loss of ['logLoss', 'brier'] as const)
    for (const sum of ['a', 'b', 'aa', 'ab', 'bb'] as const) into[loss][sum] += from[loss][sum];
}

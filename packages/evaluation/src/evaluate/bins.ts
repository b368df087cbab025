import { CALIBRATION_BINS } from '../metrics/calibration.ts';
import { logLossOf } from '../metrics/errors.ts';
import { type BinScores, mergeBinScores, newBinScores, noteScore, SEVERAL } from './bin-scores.ts';
import type { Rows } from './rows.ts';

/** How finely scores from 0 to 1 are binned: `fine` for points, `joint` for the spread of both models together. */
export interface Grid {
  readonly fine: number;
  readonly joint: number;
}

/**
 * Each a multiple of the next and all of 15, so that no bin lies in two of a coarser kind or of the calibration error. The fine ones
 * are apart by a power of two: multiplying by that rounds nothing, so the bins of a score in one grid tell those in the other.
 */
export const OVERALL_GRID: Grid = { fine: 4_800, joint: 150 };
export const SLICE_GRID: Grid = { fine: 1_200, joint: 60 };

/** Places of the sums over one loss: of candidate, champion, their squares and their product, in the order of {@link addLosses}. */
export const LOSS_SUMS = { a: 0, b: 1, aa: 2, ab: 3, bb: 4 } as const;

/** Rows of two classes whose scores are counted in bins. Answers, losses and calibration stay exact. */
export interface Bins {
  readonly grid: Grid;
  readonly champion: boolean;
  /** By model, then class, then bin. */
  readonly fine: Uint32Array;
  /** Of the fine bins, by model. */
  readonly scores: BinScores;
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
    scores: newBinScores(models * grid.fine),
    joint: new Uint32Array(champion ? 8 * grid.joint * grid.joint : 4 * grid.joint),
    calibration: new Float64Array(models * CALIBRATION_BINS),
    logLoss: new Float64Array(5),
    brier: new Float64Array(5),
  };
}

/** What every pool needs of the same rows, found once: fine bins of {@link OVERALL_GRID}, and losses. */
export interface Graded {
  readonly binA: Uint16Array;
  readonly binB: Uint16Array;
  readonly logLossA: Float64Array;
  readonly logLossB: Float64Array;
  readonly brierA: Float64Array;
  readonly brierB: Float64Array;
}

export function newGraded(capacity: number): Graded {
  return {
    binA: new Uint16Array(capacity),
    binB: new Uint16Array(capacity),
    logLossA: new Float64Array(capacity),
    logLossB: new Float64Array(capacity),
    brierA: new Float64Array(capacity),
    brierB: new Float64Array(capacity),
  };
}

/** Grades all rows, of which there are as many as there is room for at most. */
export function grade(graded: Graded, { size, truth, scoreA, scoreB }: Rows, champion: boolean): void {
  gradeModel(size, truth, scoreA, graded.binA, graded.logLossA, graded.brierA);
  if (champion) gradeModel(size, truth, scoreB, graded.binB, graded.logLossB, graded.brierB);
}

function gradeModel(
  size: number,
  truth: Rows['truth'],
  scores: Float64Array,
  bins: Uint16Array,
  logLosses: Float64Array,
  briers: Float64Array,
): void {
  for (let row = 0; row < size; row += 1) {
    const label = truth[row] ?? 0;
    const score = scores[row] ?? 0;
    bins[row] = score < 1 ? Math.floor(score * OVERALL_GRID.fine) : OVERALL_GRID.fine - 1;
    logLosses[row] = logLossOf(label, score);
    briers[row] = (score - label) * (score - label);
  }
}

/** Counts the picked rows. */
export function binRows(bins: Bins, rows: Rows, graded: Graded, picked: Uint32Array): void {
  binScores(bins, 0, rows.truth, rows.scoreA, graded.binA, picked);
  if (bins.champion) {
    binScores(bins, 1, rows.truth, rows.scoreB, graded.binB, picked);
    binPairs(bins, rows, graded, picked);
  } else binSingles(bins, rows, graded, picked);
  addLosses(bins.logLoss, graded.logLossA, graded.logLossB, picked);
  addLosses(bins.brier, graded.brierA, graded.brierB, picked);
}

/** Counts scores of one model. */
function binScores(
  { grid, fine, calibration, scores: known }: Bins,
  model: 0 | 1,
  truth: Rows['truth'],
  scores: Float64Array,
  places: Uint16Array,
  picked: Uint32Array,
): void {
  const [ofNegatives, ofPositives] = [2 * model * grid.fine, (2 * model + 1) * grid.fine];
  const ofModel = model * grid.fine;
  const { distinct } = known;
  const width = OVERALL_GRID.fine / grid.fine;
  const part = OVERALL_GRID.fine / CALIBRATION_BINS;
  for (let next = 0; next < picked.length; next += 1) {
    const row = picked[next] ?? 0;
    const place = places[row] ?? 0;
    const score = scores[row] ?? 0;
    const narrow = coarser(place, width);
    add(fine, (truth[row] === 1 ? ofPositives : ofNegatives) + narrow);
    // Of many rows nearly every bin has several scores; asking here keeps that quick.
    if (distinct[ofModel + narrow] !== SEVERAL) noteScore(known, ofModel + narrow, score);
    const bin = model * CALIBRATION_BINS + coarser(place, part);
    calibration[bin] = (calibration[bin] ?? 0) + score;
  }
}

function binSingles({ grid, joint }: Bins, { truth, a }: Rows, { binA }: Graded, picked: Uint32Array): void {
  const width = OVERALL_GRID.fine / grid.joint;
  for (let next = 0; next < picked.length; next += 1) {
    const row = picked[next] ?? 0;
    const cell = (truth[row] ?? 0) + 2 * (a[row] ?? 0);
    add(joint, cell * grid.joint + coarser(binA[row] ?? 0, width));
  }
}

function binPairs({ grid, joint }: Bins, { truth, a, b }: Rows, { binA, binB }: Graded, picked: Uint32Array): void {
  const width = OVERALL_GRID.fine / grid.joint;
  for (let next = 0; next < picked.length; next += 1) {
    const row = picked[next] ?? 0;
    const cell = (truth[row] ?? 0) + 2 * (a[row] ?? 0) + 4 * (b[row] ?? 0);
    const placeA = cell * grid.joint + coarser(binA[row] ?? 0, width);
    add(joint, placeA * grid.joint + coarser(binB[row] ?? 0, width));
  }
}

/** The bin that holds a finer one. Cut off by `| 0`, the division is one of whole numbers, which is quicker. */
const coarser = (place: number, width: number): number => (place / width) | 0;

function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function addLosses(sums: Float64Array, ofA: Float64Array, ofB: Float64Array, picked: Uint32Array): void {
  let [a = 0, b = 0, aa = 0, ab = 0, bb = 0] = sums;
  for (let next = 0; next < picked.length; next += 1) {
    const row = picked[next] ?? 0;
    const lossA = ofA[row] ?? 0;
    const lossB = ofB[row] ?? 0;
    a += lossA;
    b += lossB;
    aa += lossA * lossA;
    ab += lossA * lossB;
    bb += lossB * lossB;
  }
  sums.set([a, b, aa, ab, bb]);
}

export const BIN_COLUMNS = ['fine', 'joint', 'calibration', 'logLoss', 'brier'] as const;

/** Adds the rows of other bins of the same grid. */
export function mergeBins(into: Bins, from: Bins): void {
  mergeBinScores(into.scores, from.scores);
  for (const column of BIN_COLUMNS) {
    const [sums, more] = [into[column], from[column]];
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (more[at] ?? 0);
  }
}

import type { BinnedScores, Evidence, MeanLoss } from '../evidence/types.ts';
import { CALIBRATION_BINS } from '../metrics/calibration.ts';
import { mixedBins } from './bin-scores.ts';
import { type Bins, LOSS_SUMS } from './bins.ts';
import { cellOf, type Pool } from './pool.ts';
import type { RowShape, Rows } from './rows.ts';
import type { Evidences } from './types.ts';

/** Names that the numbers of rows stand for. */
export interface Meaning {
  readonly shape: RowShape;
  /** Of two classes: negative and positive. Of several: in order, with the place of each code. */
  readonly classes: readonly string[];
  readonly placeOf: (code: number) => number;
}

/** What metrics need of the rows of a pool, for each model. */
export function evidencesOf(pool: Pool, meaning: Meaning): Evidences {
  const { kept, cells, bins } = pool;
  if (bins !== undefined) return ofBins(bins, pool.rows, meaning);
  if (cells !== undefined) return ofCells(cells, meaning);
  return kept === undefined ? ofCells(new Map(), meaning) : ofRows(kept, meaning);
}

function ofRows(rows: Rows, meaning: Meaning): Evidences {
  const { shape } = meaning;
  const { size } = rows;
  const shared = {
    ...(shape.weighted ? { weight: rows.weight.slice(0, size) } : {}),
    ...(shape.grouped ? { group: dense(rows.group.subarray(0, size)) } : {}),
  };
  const of = (model: Model, answers: Rows['a'], scores: Float64Array | undefined): Evidence =>
    ({
      ...modelOf(model, rows.truth.slice(0, size), answers.slice(0, size), meaning),
      ...shared,
      ...(scores === undefined ? {} : { score: scores.slice(0, size) }),
    }) as Evidence;
  return {
    candidate: of('candidate', rows.a, shape.scored.candidate ? rows.scoreA : undefined),
    ...(shape.champion ? { champion: of('champion', rows.b, shape.scored.champion ? rows.scoreB : undefined) } : {}),
  };
}

type Model = 'candidate' | 'champion';

function modelOf(model: Model, truth: Rows['truth'], answers: Rows['a'], { shape, classes, placeOf }: Meaning) {
  switch (shape.task) {
    case 'regression':
      return { task: shape.task, truth, predicted: answers };
    case 'multiclass':
      return {
        task: shape.task,
        classes,
        truth: Uint32Array.from(truth, placeOf),
        predicted: Uint32Array.from(answers, placeOf),
      };
    case 'binary':
    case 'ranking':
      return { task: shape.task, classes, truth, predicted: shape.decided[model] ? answers : new Uint8Array() };
  }
}

/** Groups numbered from 0 without gaps, whatever part of the rows this is. */
function dense(groups: Uint32Array): Uint32Array {
  const places = new Map<number, number>();
  return groups.map((group) => {
    const place = places.get(group) ?? places.size;
    places.set(group, place);
    return place;
  });
}

function ofCells(cells: ReadonlyMap<number, number>, meaning: Meaning): Evidences {
  const keys = [...cells.keys()].map(cellOf);
  const count = Float64Array.from(cells.values());
  const column = (of: 0 | 1 | 2) => {
    const values = keys.map((key) => key[of]);
    return meaning.shape.task === 'multiclass' ? Uint32Array.from(values) : Uint8Array.from(values);
  };
  const of = (model: Model, answers: 1 | 2): Evidence =>
    ({ ...modelOf(model, column(0), column(answers), meaning), count }) as Evidence;
  return { candidate: of('candidate', 1), ...(meaning.shape.champion ? { champion: of('champion', 2) } : {}) };
}

/** Entries are the occupied cells of the joint bins, with the middle of their bins as scores. */
function ofBins(bins: Bins, rows: number, meaning: Meaning): Evidences {
  const { joint, champion } = bins;
  const occupied = occupiedIn(joint);
  const count = Float64Array.from(occupied, (at) => joint[at] ?? 0);
  const truth = new Uint8Array(occupied.length);
  const of = (model: 0 | 1): Evidence => ({
    task: 'binary',
    classes: [meaning.classes[0] ?? '', meaning.classes[1] ?? ''],
    truth,
    ...answersOf(bins, occupied, model, truth),
    count,
    binned: binnedOf(bins, model, rows),
  });
  return { candidate: of(0), ...(champion ? { champion: of(1) } : {}) };
}

/** Takes the places of cells apart again; fills in the truth on the way. */
function answersOf({ grid, champion }: Bins, occupied: Uint32Array, model: 0 | 1, truth: Uint8Array) {
  const predicted = new Uint8Array(occupied.length);
  const score = new Float64Array(occupied.length);
  const others = champion ? grid.joint : 1;
  for (let entry = 0; entry < occupied.length; entry += 1) {
    const at = occupied[entry] ?? 0;
    const row = Math.floor(at / others);
    const cell = Math.floor(row / grid.joint);
    truth[entry] = cell & 1;
    predicted[entry] = (cell >> (1 + model)) & 1;
    score[entry] = (((model === 1 ? at : row) % grid.joint) + 0.5) / grid.joint;
  }
  return { predicted, score };
}

function occupiedIn(counts: Uint32Array): Uint32Array {
  const found = new Uint32Array(counts.length);
  let size = 0;
  for (let at = 0; at < counts.length; at += 1) {
    if (counts[at] === 0) continue;
    found[size] = at;
    size += 1;
  }
  return found.slice(0, size);
}

function binnedOf(bins: Bins, model: 0 | 1, rows: number): BinnedScores {
  const { grid, fine, scores, calibration, logLoss, brier } = bins;
  const ofClass = (label: 0 | 1) => {
    const from = (2 * model + label) * grid.fine;
    return Float64Array.from(fine.subarray(from, from + grid.fine));
  };
  return {
    negatives: ofClass(0),
    positives: ofClass(1),
    mixed: mixedBins(scores, model * grid.fine, (model + 1) * grid.fine),
    calibration: calibration.slice(model * CALIBRATION_BINS, (model + 1) * CALIBRATION_BINS),
    logLoss: meanLossOf(logLoss, model, rows),
    brier: meanLossOf(brier, model, rows),
  };
}

/** Cholesky's factor of the two models' sums of squares and products around their means. */
function meanLossOf(sums: Float64Array, model: 0 | 1, rows: number): MeanLoss {
  const sum = (of: keyof typeof LOSS_SUMS): number => sums[LOSS_SUMS[of]] ?? 0;
  const [a, b] = [sum('a'), sum('b')];
  const along = Math.sqrt(Math.max(0, sum('aa') - (a * a) / rows));
  if (model === 0) return { mean: a / rows, axes: Float64Array.of(along, 0) };
  const shared = along === 0 ? 0 : (sum('ab') - (a * b) / rows) / along;
  const own = Math.sqrt(Math.max(0, sum('bb') - (b * b) / rows - shared ** 2));
  return { mean: b / rows, axes: Float64Array.of(shared, own) };
}

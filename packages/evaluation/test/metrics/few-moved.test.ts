import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import type { Comparison } from '../../src/metrics/comparison.ts';
import { isDefined } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../random.ts';

const ROWS = 4_000;
const next = random(11);
/** The first of every four rows, which are one query, is the one to find. */
const truth = Uint8Array.from({ length: ROWS }, (_, row) => Number(row % 4 === 0));
const scores = Float64Array.from(truth, (label) => 0.3 * label + 0.7 * next());

const binary = (score: Float64Array): Evidence => ({
  task: 'binary',
  classes: ['0', '1'],
  truth,
  score,
  predicted: Uint8Array.from(score, (one) => Number(one >= 0.5)),
});
const ranking = (score: Float64Array): Evidence => ({
  task: 'ranking',
  classes: ['0', '1'],
  truth,
  score,
  predicted: new Uint8Array(),
  group: Uint32Array.from(truth, (_, row) => Math.floor(row / 4)),
});
const regression = (predicted: Float64Array): Evidence => ({
  task: 'regression',
  truth: Float64Array.from(truth),
  predicted,
});

const isFound = (row: number) => scores.subarray(row + 1, row + 4).every((other) => (scores[row] ?? 0) > other);
const missed = Array.from(truth.keys()).filter((row) => truth[row] === 1 && !isFound(row));

/** The same scores, but for `some` rows that were missed and are found now. */
const righted = (some: number): Float64Array => {
  const found = new Set(missed.slice(0, some));
  return scores.map((score, row) => (found.has(row) ? 0.999 : score));
};

const CASES: readonly (readonly [MetricName, (scores: Float64Array) => Evidence])[] = [
  ['roc-auc', binary],
  ['average-precision', binary],
  ['log-loss', binary],
  ['brier', binary],
  ['rmse', regression],
  ['mae', regression],
  ['r2', regression],
  ['mrr', ranking],
];

function compared(metric: MetricName, candidate: Evidence, champion: Evidence): Comparison {
  const [now, before] = [measure(metric, candidate), measure(metric, champion)];
  if (!isDefined(now) || !isDefined(before)) throw new Error('no value');
  return compare(metric, now, before, { candidate, champion });
}

describe.each(CASES)('%s of models that differ in four rows of 4,000', (metric, of) => {
  const [better, worse] = [of(righted(4)), of(scores)];

  it('is shown to be neither better nor worse', () => {
    expect(compared(metric, better, worse).pAbove(0)).toBe(1);
    expect(compared(metric, worse, better).pBelow(0)).toBe(1);
    expect(compared(metric, worse, better).finding).not.toBe('worse');
  });

  it('is shown to be worse by no more than a margin that many more rows would have to make up', () => {
    expect(compared(metric, worse, better).pAbove(-0.05)).toBeLessThan(1e-3);
  });
});

describe.each(CASES)('%s of models that differ in 400 rows of 4,000', (metric, of) => {
  it('is shown to be better', () => {
    expect(compared(metric, of(righted(400)), of(scores)).pAbove(0)).toBeLessThan(0.01);
  });
});

it('a few rows that all differ are judged by their spread', () => {
  const few = (shift: number): Evidence => ({
    task: 'regression',
    truth: Float64Array.of(1, 2, 3, 4, 5),
    predicted: Float64Array.of(1.1, 2.2, 2.8, 4.3, 4.9).map((one) => one + shift),
  });

  expect(compared('mae', few(5), few(0)).finding).toBe('worse');
});

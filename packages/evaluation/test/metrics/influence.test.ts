import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../src/evidence/types.ts';
import { type Estimate, isDefined } from '../../src/metrics/estimate.ts';
import { type MetricName, metricsFor } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../../src/statistics/random.ts';

const ROWS = 60;
const STEP = 1e-5;

const next = random(17);
const numbers = () => Float64Array.from({ length: ROWS }, next);
const classes = (count: number) => Uint32Array.from({ length: ROWS }, () => Math.floor(count * next()));

const labels = classes(2);
const score = numbers().map((chance, i) => Math.round(20 * (0.6 * chance + 0.4 * (labels[i] ?? 0))) / 20);
const weight = numbers().map((chance) => 0.3 + chance);

const evidences: readonly Evidence[] = [
  {
    task: 'binary',
    classes: ['0', '1'],
    truth: Uint8Array.from(labels),
    predicted: Uint8Array.from(score, (value) => Number(value >= 0.5)),
    score,
    weight,
  },
  { task: 'multiclass', classes: ['a', 'b', 'c'], truth: classes(3), predicted: classes(3), weight },
  { task: 'regression', truth: numbers(), predicted: numbers(), weight },
];

/** `ece` asks for more rows than this. */
const cases = evidences.flatMap((evidence) =>
  metricsFor(evidence.task)
    .filter((metric) => metric !== 'ece')
    .map((metric) => [evidence.task, metric, evidence] as const),
);

function estimate(metric: MetricName, evidence: Evidence): Estimate {
  const measured = measure(metric, evidence);
  if (!isDefined(measured)) throw new Error(measured.undefined);
  return measured;
}

/** Two-sided difference of the value by the weight of one row. */
function slope(metric: MetricName, evidence: Evidence, row: number): number {
  const at = (step: number) =>
    estimate(metric, { ...evidence, weight: weight.map((one, i) => (i === row ? one + step : one)) }).value;
  return (at(STEP) - at(-STEP)) / (2 * STEP);
}

describe('the influence of a row', () => {
  it.each(cases)('of %s, on %s, is how the value moves with its weight', (_task, metric, evidence) => {
    const { influence } = estimate(metric, evidence);

    for (let row = 0; row < ROWS; row += 1) {
      const moves = ROWS * (weight[row] ?? 0) * slope(metric, evidence, row);
      // Unbiased for the rows that count: up to √(n / (n − 1)) of a class of a few rows.
      expect(Math.abs(influence[row] ?? 0)).toBeGreaterThanOrEqual(Math.abs(moves) - 1e-5);
      expect(Math.abs(influence[row] ?? 0)).toBeLessThanOrEqual(1.04 * Math.abs(moves) + 1e-5);
      if (Math.abs(moves) > 1e-4) expect(Math.sign(influence[row] ?? 0)).toBe(Math.sign(moves));
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence, RegressionEvidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { isDefined } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { normal, random } from '../random.ts';

const DRAWS = 400;

/** Scores with some skill; `noise` is what the two models of a pair share of their errors. */
function scored(truth: Uint8Array, noise: Float64Array, gauss: () => number): BinaryEvidence {
  const score = Float64Array.from(
    truth,
    (label, i) => 1 / (1 + Math.exp(-(1.6 * label - 0.8 + (noise[i] ?? 0) + gauss()))),
  );
  const predicted = Uint8Array.from(score, (value) => Number(value >= 0.5));
  return { task: 'binary', classes: ['0', '1'], truth, predicted, score };
}

function drawn(rows: number, seed: number) {
  const next = random(seed);
  const gauss = normal(next);
  return () => {
    const truth = Uint8Array.from({ length: rows }, () => Number(next() < 0.3));
    const noise = Float64Array.from({ length: rows }, gauss);
    return { candidate: scored(truth, noise, gauss), champion: scored(truth, noise, gauss) };
  };
}

const valueIn = (metric: MetricName, evidence: BinaryEvidence | RegressionEvidence) => {
  const measured = measure(metric, evidence);
  if (!isDefined(measured)) throw new Error(`no value: ${measured.undefined}`);
  return measured;
};

const METRICS = ['balanced-accuracy', 'mcc', 'roc-auc', 'average-precision', 'log-loss', 'brier'] as const;

describe('95 % intervals cover the truth in about 95 of 100 samples of 300 rows', () => {
  const whole = drawn(200_000, 1)().candidate;

  it.each(METRICS)('%s', (metric) => {
    const truth = valueIn(metric, whole).value;
    const draw = drawn(300, 2);
    const covered = Array.from({ length: DRAWS }, () => {
      const { interval: [low, high] = [0, 0] } = valueIn(metric, draw().candidate);
      return low <= truth && truth <= high;
    }).filter(Boolean).length;

    expect(covered / DRAWS).toBeGreaterThan(0.915);
    expect(covered / DRAWS).toBeLessThan(0.985);
  });
});

describe('of equally good models, about 5 in 100 are called worse', () => {
  it.each(METRICS)('by %s', (metric) => {
    const draw = drawn(300, 3);
    const worse = Array.from({ length: DRAWS }, () => {
      const { candidate, champion } = draw();
      const pair = { candidate, champion };
      return compare(metric, valueIn(metric, candidate), valueIn(metric, champion), pair).finding === 'worse';
    }).filter(Boolean).length;

    expect(worse / DRAWS).toBeGreaterThan(0.02);
    expect(worse / DRAWS).toBeLessThan(0.085);
  });
});

describe('rows of one group, that err together', () => {
  const [groups, size] = [40, 8];
  const next = random(5);
  const gauss = normal(next);
  const grouped = (): RegressionEvidence => {
    const shifts = Array.from({ length: groups }, gauss);
    const group = Uint32Array.from({ length: groups * size }, (_, i) => Math.floor(i / size));
    const truth = new Float64Array(groups * size);
    return {
      task: 'regression',
      truth,
      predicted: Float64Array.from(group, (of) => (shifts[of] ?? 0) + 0.3 * gauss()),
      group,
    };
  };

  it('need their groups: without them, equal models are called worse far too often', () => {
    const refused = { grouped: 0, alone: 0 };
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const pair = { candidate: grouped(), champion: grouped() };
      const { group: _one, ...candidate } = pair.candidate;
      const { group: _two, ...champion } = pair.champion;
      const of = (one: RegressionEvidence, two: RegressionEvidence) =>
        compare('mse', valueIn('mse', one), valueIn('mse', two), { candidate: one, champion: two }).finding === 'worse';
      refused.grouped += Number(of(pair.candidate, pair.champion));
      refused.alone += Number(of(candidate, champion));
    }

    expect(refused.grouped / DRAWS).toBeLessThan(0.085);
    expect(refused.alone / DRAWS).toBeGreaterThan(0.2);
  });
});

describe('the 95 % interval of rows in 8 groups', () => {
  const [groups, size] = [8, 25];

  /** Customers who are easy or hard to judge; every one has both labels. */
  function customers(seed: number) {
    const next = random(seed);
    const gauss = normal(next);
    return (many = groups): BinaryEvidence => {
      const luck = Array.from({ length: many }, gauss);
      const group = Uint32Array.from({ length: many * size }, (_, i) => Math.floor(i / size));
      const truth = Uint8Array.from(group, (_, i) => i % 2);
      const lean = Float64Array.from(truth, (label, i) => (2 * label - 1) * (luck[group[i] ?? 0] ?? 0));
      return { ...scored(truth, lean, gauss), group };
    };
  }

  it.each(['accuracy', 'f1', 'mcc', 'roc-auc', 'average-precision'] as const)(
    'covers %s as often as it says',
    (metric) => {
      const { group: _alone, ...whole } = customers(6)(1_500);
      const truth = valueIn(metric, whole).value;
      const draw = customers(7);
      const covered = Array.from({ length: DRAWS }, () => {
        const { interval: [low, high] = [0, 0] } = valueIn(metric, draw());
        return low <= truth && truth <= high;
      }).filter(Boolean).length;

      expect(covered / DRAWS).toBeGreaterThan(0.92);
    },
  );
});

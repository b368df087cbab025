import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { isDefined, type Measured } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../random.ts';
import { multiclassEvidence } from '../reference.ts';

const DRAWS = 600;

/** Share of one model's answers that are right, per true class. */
interface Model {
  readonly recall: number;
  readonly specificity: number;
}

function classified(truth: Uint8Array, { recall, specificity }: Model, next: () => number): BinaryEvidence {
  return {
    task: 'binary',
    classes: ['no', 'yes'],
    truth,
    predicted: Uint8Array.from(truth, (label) => Number(label === 1 ? next() < recall : next() >= specificity)),
  };
}

const draw = (rows: number, share: number, next: () => number) =>
  Uint8Array.from({ length: rows }, () => Number(next() < share));

const estimateOf = (measured: Measured) => {
  if (!isDefined(measured)) throw new Error(`no value: ${measured.undefined}`);
  return measured;
};

describe('95 % intervals cover the truth in about 95 of 100 samples', () => {
  const share = 0.3;
  const model: Model = { recall: 0.8, specificity: 0.9 };
  const hits = share * model.recall;
  const alarms = (1 - share) * (1 - model.specificity);
  const truths: readonly (readonly [MetricName, number, number])[] = [
    ['f1', (2 * hits) / (hits + alarms + share), 100],
    ['f1', (2 * hits) / (hits + alarms + share), 1_000],
    ['precision', hits / (hits + alarms), 200],
    ['recall', model.recall, 200],
    ['accuracy', hits + (1 - share) * model.specificity, 200],
  ];

  it.each(truths)('%s of %d on %i rows', (metric, truth, rows) => {
    const next = random(5);
    const covered = Array.from({ length: DRAWS }, () => {
      const { interval } = estimateOf(measure(metric, classified(draw(rows, share, next), model, next)));
      return interval !== undefined && interval[0] <= truth && truth <= interval[1];
    }).filter(Boolean).length;

    expect(covered / DRAWS).toBeGreaterThan(0.925);
    expect(covered / DRAWS).toBeLessThanOrEqual(0.985);
  });
});

describe('comparisons of equally good models', () => {
  it.each(['accuracy', 'precision', 'recall', 'f1'] as const)('call %s worse in about 5 of 100 samples', (metric) => {
    const next = random(3);
    const model: Model = { recall: 0.75, specificity: 0.85 };
    const worse = Array.from({ length: DRAWS }, () => {
      const truth = draw(200, 0.4, next);
      const pair = { candidate: classified(truth, model, next), champion: classified(truth, model, next) };
      const { finding } = compare(
        metric,
        estimateOf(measure(metric, pair.candidate)),
        estimateOf(measure(metric, pair.champion)),
        pair,
      );
      return finding === 'worse';
    }).filter(Boolean).length;

    expect(worse / DRAWS).toBeLessThan(0.08);
    expect(worse / DRAWS).toBeGreaterThan(0.02);
  });
});

describe('a metric without a value', () => {
  const evidence = (truth: readonly number[], predicted: readonly number[]): BinaryEvidence => ({
    task: 'binary',
    classes: ['no', 'yes'],
    truth: Uint8Array.from(truth),
    predicted: Uint8Array.from(predicted),
  });

  it.each<[MetricName, BinaryEvidence, string]>([
    ['precision', evidence([1, 0], [0, 0]), 'no-predicted-positives'],
    ['recall', evidence([0, 0], [1, 0]), 'no-positives'],
    ['f1', evidence([0, 0], [0, 0]), 'no-positives'],
    ['roc-auc', evidence([1, 0], [1, 0]), 'no-score'],
    ['log-loss', evidence([1, 0], [1, 0]), 'no-score'],
    ['rmse', evidence([1, 0], [1, 0]), 'not-for-task'],
    ['accuracy', evidence([], []), 'no-rows'],
  ])('%s says why', (metric, rows, reason) => {
    expect(measure(metric, rows)).toEqual({ undefined: reason });
  });

  it('roc-auc of several classes has none: the evidence has no score per class', () => {
    expect(measure('roc-auc', multiclassEvidence(['a', 'b'], ['a', 'b']))).toEqual({ undefined: 'not-for-task' });
  });
});

describe('two models that predict different sets of classes', () => {
  const truth = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 'oak' : 'elm'));
  const candidate = multiclassEvidence(truth, truth);
  const champion = multiclassEvidence(
    truth,
    truth.map((label, i) => (i < 12 ? 'ash' : label)),
  );

  it('are compared by the names of classes, not by their places', () => {
    const pair = { candidate, champion };

    const comparison = compare(
      'accuracy',
      estimateOf(measure('accuracy', candidate)),
      estimateOf(measure('accuracy', champion)),
      pair,
    );

    expect(comparison.delta).toBeCloseTo(12 / 60, 12);
    expect(comparison.finding).toBe('not-shown');
    expect(
      compare('accuracy', estimateOf(measure('accuracy', champion)), estimateOf(measure('accuracy', candidate)), {
        candidate: champion,
        champion: candidate,
      }).finding,
    ).toBe('worse');
  });
});

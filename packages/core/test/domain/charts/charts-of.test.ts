import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '@mlops-actions/evaluation';
import { chartsOf } from '../../../src/domain/charts/charts-of.ts';

const binary = (truth: readonly number[], score: readonly number[], more: object = {}): Evidence =>
  ({
    task: 'binary',
    classes: ['no', 'yes'],
    truth: Uint8Array.from(truth),
    predicted: Uint8Array.from(score, (one) => (one >= 0.5 ? 1 : 0)),
    score: Float64Array.from(score),
    ...more,
  }) as Evidence;

describe('chartsOf', () => {
  it('takes tied scores together, whatever order the rows have', () => {
    const { roc, precisionRecall } = chartsOf(binary([1, 0, 1, 0], [0.9, 0.5, 0.5, 0.1]));

    expect(roc?.points).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
    expect(precisionRecall?.points).toEqual([
      [0, 1],
      [0.5, 1],
      [1, 2 / 3],
      [1, 0.5],
    ]);
    expect(chartsOf(binary([0, 1, 1, 0], [0.5, 0.9, 0.5, 0.1])).roc).toEqual(roc);
  });

  it('counts an entry as often as the rows that it stands for', () => {
    const rows = chartsOf(binary([1, 1, 1, 0, 0], [0.9, 0.9, 0.4, 0.4, 0.2]));
    const cells = chartsOf(binary([1, 1, 0, 0], [0.9, 0.4, 0.4, 0.2], { count: Float64Array.of(2, 1, 1, 1) }));

    expect(cells).toEqual(rows);
  });

  it('draws the curves of weighted rows by their weights, and histograms of the rows themselves', () => {
    const { roc, scores } = chartsOf(binary([1, 0, 1], [0.9, 0.5, 0.1], { weight: Float64Array.of(3, 1, 1) }));

    expect(roc?.points).toEqual([
      [0, 0],
      [0, 0.75],
      [1, 0.75],
      [1, 1],
    ]);
    expect(scores?.positive.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('draws no curve of a single class, but its scores', () => {
    const charts = chartsOf(binary([1, 1], [0.2, 0.8]));

    expect(charts).toEqual({ calibration: expect.any(Array), scores: expect.any(Object) });
    expect(charts.scores?.negative.every(({ count }) => count === 0)).toBe(true);
  });

  it('says how often a score came true', () => {
    const { calibration, scores } = chartsOf(binary([1, 0, 1], [1, 0.95, 0.01]));

    expect(calibration).toEqual([
      { predicted: 0.01, observed: 1, count: 1 },
      { predicted: 0.975, observed: 0.5, count: 2 },
    ]);
    expect(scores?.positive[0]).toEqual({ from: 0, to: 0.04, count: 1 });
    expect(scores?.positive.at(-1)).toEqual({ from: 0.96, to: 1, count: 1 });
  });

  it('keeps both ends of a curve of many points, and at most 200 of them', () => {
    const truth = Array.from({ length: 5_000 }, (_, row) => ((row * 7919) % 3 === 0 ? 1 : 0));
    const score = truth.map((label, row) => ((row * 104_729) % 5_003) / 5_003 / (label === 1 ? 1 : 2));
    const { roc, precisionRecall } = chartsOf(binary(truth, score));

    for (const curve of [roc, precisionRecall]) {
      expect(curve?.points.length).toBeGreaterThan(100);
      expect(curve?.points.length).toBeLessThanOrEqual(200);
    }
    expect([roc?.points[0], roc?.points.at(-1)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('draws the residuals of a regression, also when all are equal', () => {
    const regression = (truth: readonly number[], predicted: readonly number[]): Evidence =>
      ({
        task: 'regression',
        truth: Float64Array.from(truth),
        predicted: Float64Array.from(predicted),
      }) as Evidence;

    expect(chartsOf(regression([1, 2], [3, 4]))).toEqual({ residuals: [{ from: 2, to: 2, count: 2 }] });
    expect(chartsOf(regression([0, 0, 0], [-1, 0, 2])).residuals).toHaveLength(30);
    expect(chartsOf(regression([], []))).toEqual({ residuals: [] });
  });

  it('has nothing to draw of labels without scores', () => {
    const { score: _none, ...rest } = binary([1, 0], [0.9, 0.1]) as Extract<Evidence, { task: 'binary' }>;

    expect(chartsOf(rest)).toEqual({});
  });
});

import { describe, expect, it } from '@jest/globals';
import { flatMetrics } from '../../../src/stages/records/flat-metrics.ts';
import { modelQuality } from '../../../src/stages/records/model-quality.ts';
import { aVerdict } from '../../report/results.ts';

const figures = aVerdict({
  metrics: [
    {
      metric: 'accuracy',
      candidate: { value: 0.9, interval: [0.88, 0.92] },
      champion: { value: 0.8 },
      delta: { value: 0.1 },
    },
    { metric: 'roc-auc', candidate: { value: 0.95 } },
    { metric: 'recall', candidate: { value: null, undefined: 'no-positives' } },
  ],
  confusion: {
    classes: ['no', 'yes'],
    candidate: [
      [1, 2],
      [0, 3],
    ],
  },
});

describe('metrics.json', () => {
  it('is one level of numbers, as DVC and MLflow read it, without what has no value', () => {
    expect(flatMetrics(figures)).toEqual({
      accuracy: 0.9,
      'accuracy.champion': 0.8,
      'accuracy.delta': 0.1,
      'roc-auc': 0.95,
      rows: 1916,
    });
  });
});

describe('the document of the registry', () => {
  it('has the names and the shape of the service', () => {
    const charts = {
      roc: {
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      precisionRecall: { points: [[0.5, 0.9]] },
    } as const;

    expect(modelQuality(figures, charts)).toEqual({
      version: 0,
      dataset: { item_count: 1916 },
      binary_classification_metrics: {
        confusion_matrix: { no: { no: 1, yes: 2 }, yes: { no: 0, yes: 3 } },
        accuracy: { value: 0.9, standard_deviation: expect.closeTo(0.0102043, 6) },
        auc: { value: 0.95, standard_deviation: 'NaN' },
        receiver_operating_characteristic_curve: { false_positive_rates: [0, 1], true_positive_rates: [0, 1] },
        precision_recall_curve: { precisions: [0.9], recalls: [0.5] },
      },
    });
  });

  it.each([
    ['regression', 'regression_metrics', { mae: 1 }],
    ['multiclass', 'multiclass_classification_metrics', { accuracy: 1 }],
    ['ranking', 'binary_classification_metrics', { accuracy: 1 }],
  ] as const)('keeps a %s under %s', (task, section, values) => {
    const metrics = (['accuracy', 'mae'] as const).map((metric) => ({ metric, candidate: { value: 1 } }));
    const document = modelQuality(aVerdict({ task, metrics }), {});

    expect(document).toMatchObject({
      [section]: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { value, standard_deviation: 'NaN' }]),
      ),
    });
    expect(Object.keys(document)).toEqual(['version', 'dataset', section]);
  });
});

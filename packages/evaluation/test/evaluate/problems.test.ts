import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { EvaluationRequest } from '../../src/evaluate/types.ts';
import { confusionOf } from '../../src/metrics/confusion.ts';
import { binaryRequest, csv, fine, messagesOf, pointOf } from '../tables.ts';

const labels = (...values: readonly (string | number)[]) =>
  csv(
    'labels.csv',
    'id,y',
    values.map((value, i) => [`r${i}`, value]),
  );
const answers = (...values: readonly (string | number)[]) =>
  csv(
    'answers.csv',
    'id,prediction',
    values.map((value, i) => [`r${i}`, value]),
  );
const scores = (...values: readonly (string | number)[]) =>
  csv(
    'answers.csv',
    'id,score',
    values.map((value, i) => [`r${i}`, value]),
  );

describe('cells that are no answers are refused, all at once', () => {
  it('empty and NaN', async () => {
    expect(messagesOf(await evaluate(binaryRequest(labels(1, '', 0, 'nan'), answers(1, 0, 'NaN', ''))))).toEqual([
      'labels.csv label: 2 labels are empty or NaN, e.g. ids r1, r3.',
      'candidate prediction: 2 predictions are empty or NaN, e.g. ids r2, r3.',
    ]);
  });

  it('scores outside 0 to 1, with a guess at the reason', async () => {
    const request = binaryRequest(labels(1, 0, 1), scores(2.5, -1, 'high'), { threshold: 0.5 });

    expect(messagesOf(await evaluate(request))).toEqual([
      'candidate score: 2 scores are numbers below 0 or above 1; are they logits? Write 1 / (1 + exp(−logit)).',
      'candidate score: 3 scores are not probabilities between 0 and 1, e.g. ids r0, r1, r2.',
    ]);
  });

  it('predictions that are no label', async () => {
    expect(messagesOf(await evaluate(binaryRequest(labels(1, 0, 1), answers(1, 0.73, 0.2))))).toEqual([
      'candidate prediction: 2 predictions are none of the labels (0, 1), e.g. ids r1, r2.',
    ]);
  });

  it('columns that are not there', async () => {
    const request: EvaluationRequest = {
      ...binaryRequest(labels(1, 0), answers(1, 0), { threshold: 0.5 }),
      slices: [{ name: 'region', by: ['region'], minRows: 1, required: false }],
    };

    expect(messagesOf(await evaluate(request))).toEqual([
      'candidate score: There is no column "score", which validate.threshold needs; the header has id, prediction.',
      'labels.csv region: There is no column "region"; the header has id, y.',
    ]);
  });

  it('numbers that are none', async () => {
    const request = binaryRequest(labels(1.5, 'x'), answers('1e999', 2), { task: 'regression' });

    expect(messagesOf(await evaluate(request))).toEqual([
      'labels.csv label: 1 labels are not finite numbers, e.g. ids r1.',
      'candidate prediction: 1 predictions are not finite numbers, e.g. ids r0.',
    ]);
  });

  it('weights below 0, and weights of nothing', async () => {
    const weighted = (...weights: readonly number[]) =>
      csv(
        'labels.csv',
        'id,y,w',
        weights.map((weight, i) => [`r${i}`, i % 2, weight]),
      );
    const request = (...weights: readonly number[]) => {
      const files = weighted(...weights);
      return binaryRequest(files, answers(0, 1), { labels: { files, id: 'id', label: 'y', weight: 'w' } });
    };

    expect(messagesOf(await evaluate(request(1, -2)))).toEqual([
      'labels.csv weight: 1 weights are not numbers of 0 or more, e.g. ids r1.',
    ]);
    for (const extreme of [1e-200, 1e200])
      expect(messagesOf(await evaluate(request(extreme, extreme)))).toEqual([
        'labels.csv weight: The weights are too small or too large to be summed.',
      ]);
    expect(messagesOf(await evaluate(request(0, 0)))).toEqual([
      'labels.csv weight: The weights sum to 0, so no row would count.',
    ]);
  });
});

describe('the positive label', () => {
  it.each([
    ['1 of 0 and 1', ['1.0', '0'], undefined, [1, '0']],
    ['true of false and true', ['TRUE', 'false'], undefined, ['true', 'False']],
    ['the one that is named', ['yes', 'no'], 'yes', ['yes', 'no']],
  ])('is %s', async (_which, truth, positive, predictions) => {
    const { overall } = fine(
      await evaluate(
        binaryRequest(labels(...truth), answers(...predictions), positive === undefined ? {} : { positive }),
      ),
    );

    expect([pointOf('recall', overall.candidate), pointOf('specificity', overall.candidate)]).toEqual([1, 1]);
  });

  it.each([
    [
      'has to be named',
      ['yes', 'no'],
      undefined,
      'The labels are "no" and "yes"; data.positive has to say which one is the positive.',
    ],
    ['has to occur', ['yes', 'no'], 'maybe', 'No held-out row has the positive label "maybe"; there are "no", "yes".'],
    [
      'is one of two',
      ['1', '0', '2'],
      undefined,
      'The labels have 3 values ("0", "1", "2", …); a binary task has two.',
    ],
  ])('%s', async (_rule, truth, positive, message) => {
    const request = binaryRequest(labels(...truth), answers(...truth), positive === undefined ? {} : { positive });

    expect(messagesOf(await evaluate(request))).toContain(`labels.csv label: ${message}`);
  });

  it('may be the only one of the rows; the first other answer is then the other label', async () => {
    const request = binaryRequest(labels('yes', 'yes'), answers('yes', 'no'), { positive: 'yes' });

    expect(pointOf('recall', fine(await evaluate(request)).overall.candidate)).toBe(0.5);
  });

  it('may be absent from rows of one class', async () => {
    const { overall } = fine(await evaluate(binaryRequest(labels(0, 0), answers(0, 1))));

    expect([pointOf('accuracy', overall.candidate), pointOf('recall', overall.candidate)]).toEqual([0.5, Number.NaN]);
  });
});

describe('a ranking', () => {
  const ranked = (of: { readonly group?: string; readonly weight?: string }) => {
    const files = csv('labels.csv', 'id,y,q,w', [
      ['r0', 1, 'a', 1],
      ['r1', 0, 'a', 1],
    ]);
    return binaryRequest(files, scores(9, -2), { task: 'ranking', labels: { files, id: 'id', label: 'y', ...of } });
  };

  it('takes any finite score', async () => {
    const { overall, groups } = fine(await evaluate(ranked({ group: 'q' })));

    expect([pointOf('mrr', overall.candidate), pointOf('f1', overall.candidate), groups]).toEqual([1, Number.NaN, 1]);
  });

  it('of a model without answers is no ranking of wrong answers', async () => {
    const answered = csv('candidate.csv', 'id,prediction,score', [
      ['r0', 1, 9],
      ['r1', 0, -2],
    ]);
    const champion = { files: scores(9, -2), source: 'champion' };
    const evaluation = fine(
      await evaluate({ ...ranked({ group: 'q' }), candidate: { files: answered, source: 'candidate' }, champion }),
    );

    expect([pointOf('recall', evaluation.overall.candidate), pointOf('recall', evaluation.overall.champion)]).toEqual([
      1,
      Number.NaN,
    ]);
    expect(evaluation.samples).toBeUndefined();
    expect(confusionOf(evaluation.overall).confusion).toEqual({
      classes: ['0', '1'],
      candidate: [
        [1, 0],
        [0, 1],
      ],
    });
  });

  it('needs its queries, and has no weights', async () => {
    expect(messagesOf(await evaluate(ranked({ weight: 'w' })))).toEqual([
      'labels.csv group: A ranking needs the column of its queries: data.columns.group.',
      'labels.csv weight: The queries of a ranking count once each, so its rows have no weights.',
    ]);
  });
});

describe('several classes', () => {
  it('may be predicted that no held-out row has', async () => {
    const request = binaryRequest(labels('oak', 'elm', 'oak'), answers('oak', 'elm', 'ash'), { task: 'multiclass' });

    expect(pointOf('accuracy', fine(await evaluate(request)).overall.candidate)).toBeCloseTo(2 / 3, 12);
  });

  it('have to share a name with the labels', async () => {
    const request = binaryRequest(labels('oak', 'elm'), answers(0, 1), { task: 'multiclass' });

    expect(messagesOf(await evaluate(request))).toEqual([
      'candidate prediction: No prediction is one of the labels: predictions are "0", "1", labels are "oak", "elm".',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { canonicalLabel, type EvidenceRequest } from '@mlops-actions/evaluation';
import { readEvidence } from '../../src/domain/evidence.ts';

const request = (change: Partial<EvidenceRequest> = {}): EvidenceRequest => ({
  task: 'binary',
  positive: 'yes',
  source: 'predictions',
  labels: [
    { id: 'a', label: 'yes' },
    { id: 'b', label: 'no' },
  ],
  predictions: [
    { id: 'b', prediction: 'no', score: '0.2' },
    { id: 'a', prediction: 'yes', score: '0.9' },
  ],
  ...change,
});

const messages = (change: Partial<EvidenceRequest>): readonly string[] => {
  try {
    readEvidence(request(change));
  } catch (error) {
    return (error as { details: { problems: { path: string; message: string }[] } }).details.problems.map(
      ({ path, message }) => `${path}: ${message}`,
    );
  }
  throw new Error('the evidence was accepted');
};

describe('readEvidence', () => {
  it('joins by id, in the order of the labels', () => {
    const evidence = readEvidence(request());

    expect(evidence).toMatchObject({ ids: ['a', 'b'] });
    expect([...evidence.truth]).toEqual([1, 0]);
    expect([...evidence.predicted]).toEqual([1, 0]);
  });

  it('decides by the threshold when there is one', () => {
    expect([...readEvidence(request({ threshold: 0.95 })).predicted]).toEqual([0, 0]);
  });

  it.each<[string, Partial<EvidenceRequest>, readonly string[]]>([
    [
      'rows that are missing, doubled and unasked, all at once',
      {
        predictions: [
          { id: 'a', prediction: 'yes' },
          { id: 'a', prediction: 'no' },
          { id: 'z', prediction: 'no' },
        ],
      },
      [
        'id: 1 rows repeat an id, e.g. ids a.',
        'id: 1 held-out rows have no prediction, e.g. ids b.',
        'id: 1 rows were never asked for, e.g. ids z.',
      ],
    ],
    ['no rows at all', { labels: [], predictions: [] }, ['id: There are no held-out rows.']],
    [
      'NaN',
      {
        predictions: [
          { id: 'a', prediction: 'NaN', score: 'nan' },
          { id: 'b', prediction: '', score: '' },
        ],
      },
      [
        'score: 2 scores are not probabilities between 0 and 1, e.g. ids a, b.',
        'prediction: 2 predictions are empty or NaN, e.g. ids a, b.',
      ],
    ],
    [
      'scores that are no probabilities',
      {
        predictions: [
          { id: 'a', prediction: 'yes', score: '3.1' },
          { id: 'b', prediction: 'no', score: '-0.1' },
        ],
      },
      ['score: 2 scores are not probabilities between 0 and 1, e.g. ids a, b.'],
    ],
    [
      'predictions that are no labels',
      {
        predictions: [
          { id: 'a', prediction: 'maybe' },
          { id: 'b', prediction: 'no' },
        ],
      },
      ['prediction: 1 predictions are none of the labels (no, yes), e.g. ids a.'],
    ],
    [
      'a positive label that does not occur',
      { positive: 'oui' },
      ['label: No held-out row has the positive label "oui"; there are "no", "yes".'],
    ],
    [
      'a threshold without scores',
      {
        threshold: 0.5,
        predictions: [
          { id: 'a', prediction: 'yes' },
          { id: 'b', prediction: 'no' },
        ],
      },
      ['score: validate.threshold is set, but the predictions have no score column.'],
    ],
    [
      'words in a regression',
      {
        task: 'regression',
        predictions: [
          { id: 'a', prediction: '1' },
          { id: 'b', prediction: 'inf' },
        ],
      },
      [
        'label: 2 labels are not finite numbers, e.g. ids a, b.',
        'prediction: 1 predictions are not finite numbers, e.g. ids b.',
      ],
    ],
  ])('refuses %s', (_what, change, expected) => {
    expect(messages(change)).toEqual(expected);
  });
});

describe('the positive label', () => {
  const unnamed = (first: string, second: string): EvidenceRequest => {
    const { positive: _unnamed, ...rest } = request({
      labels: [
        { id: 'a', label: first },
        { id: 'b', label: second },
      ],
      predictions: [
        { id: 'a', prediction: first },
        { id: 'b', prediction: second },
      ],
    });
    return rest;
  };

  it.each([
    ['1', '0'],
    ['1.0', '0.0'],
    ['True', 'false'],
  ])('is %s next to %s without being named', (positive, negative) => {
    expect([...readEvidence(unnamed(positive, negative)).truth]).toEqual([1, 0]);
  });

  it('is never guessed for other labels: all rows would be negatives, and all predictions right', () => {
    expect(() => readEvidence(unnamed('yes', 'no'))).toThrow(
      'The labels are "no" and "yes"; data.positive has to say which one is the positive.',
    );
  });

  it('may be absent from the held-out rows when the other one is 0', () => {
    const evidence = readEvidence({ ...unnamed('0', '0'), positive: '1' });

    expect([...evidence.truth]).toEqual([0, 0]);
    expect(evidence).toMatchObject({ classes: ['0', '1'] });
  });

  it('accepts predictions of the other class when all held-out rows are positive', () => {
    const labels = ['a', 'b'].map((id) => ({ id, label: 'yes' }));

    expect([...readEvidence(request({ labels })).predicted]).toEqual([1, 0]);
  });
});

describe('several classes', () => {
  const classes = (labels: readonly string[], predictions: readonly string[]): EvidenceRequest => ({
    task: 'multiclass',
    source: 'predictions of the candidate',
    labels: labels.map((label, i) => ({ id: `r${i}`, label })),
    predictions: predictions.map((prediction, i) => ({ id: `r${i}`, prediction })),
  });

  it('count a predicted class that no row has as wrong', () => {
    const evidence = readEvidence(classes(['oak', 'elm'], ['oak', 'ash']));

    expect(evidence).toMatchObject({ classes: ['ash', 'elm', 'oak'] });
    expect([...evidence.truth]).toEqual([2, 1]);
    expect([...evidence.predicted]).toEqual([2, 0]);
  });

  it('are refused when predictions and labels have nothing in common', () => {
    expect(() => readEvidence(classes(['oak', 'elm'], ['0', '1']))).toThrow(
      'The predictions cannot be judged:\n  predictions of the candidate prediction: No prediction is one of the labels: predictions are "0", "1", labels are "oak", "elm".',
    );
  });

  it('are refused when a label is empty or a row doubled', () => {
    const request = classes(['oak', ''], ['oak', 'elm']);

    expect(() => readEvidence({ ...request, labels: [...request.labels, { id: 'r0', label: 'elm' }] })).toThrow(
      /1 held-out rows repeat an id, e\.g\. ids r0\.[\s\S]*1 labels are empty or NaN, e\.g\. ids r1\./,
    );
  });
});

describe('labels', () => {
  it.each([
    ['1', '1.0'],
    [' True', 'true'],
    ['1e2', '100'],
    ['yes ', 'yes'],
  ])('%j and %j are the same', (one, two) => {
    expect(canonicalLabel(one)).toBe(canonicalLabel(two));
  });

  it.each([
    ['yes', 'Yes'],
    ['1', 'true'],
    ['01', '1x'],
    ['9007199254740993', '9007199254740992'],
    ['', '0'],
  ])('%j and %j are not', (one, two) => {
    expect(canonicalLabel(one)).not.toBe(canonicalLabel(two));
  });
});

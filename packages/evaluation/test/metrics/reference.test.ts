import { describe, expect, it } from '@jest/globals';
import { rocAuc } from '../../src/metrics/auc.ts';
import { compare } from '../../src/metrics/compare.ts';
import { type Estimate, isDefined, type Measured, standardError } from '../../src/metrics/estimate.ts';
import { measure } from '../../src/metrics/measure.ts';
import { binaryEvidence, multiclassEvidence, reference, regressionEvidence } from '../reference.ts';

/** Agreement with scikit-learn and scipy. */
const DIGITS = 9;

const numbered = <T>(tables: readonly T[]) => tables.map((table, index) => [index, table] as const);

function expectAgreement(measured: Measured, expected: number | null): void {
  if (expected === null) expect(isDefined(measured)).toBe(false);
  else expect(defined(measured).value).toBeCloseTo(expected, DIGITS);
}

function defined(measured: Measured): Estimate {
  if (!isDefined(measured)) throw new Error(`no value: ${measured.undefined}`);
  return measured;
}

describe('metrics agree with scikit-learn', () => {
  it.each(numbered(reference.binary))('binary table %i', (_index, table) => {
    const evidence = binaryEvidence(table.truth, table.score, table.threshold);

    for (const metric of ['accuracy', 'precision', 'recall', 'f1', 'log-loss', 'roc-auc'] as const)
      expectAgreement(measure(metric, evidence), table[metric]);
  });

  it.each(numbered(reference.multiclass))('multiclass table %i', (_index, table) => {
    const evidence = multiclassEvidence(table.truth.map(String), table.predicted.map(String));

    for (const metric of ['accuracy', 'precision', 'recall', 'f1'] as const)
      expectAgreement(measure(metric, evidence), table[metric]);
  });

  it.each(numbered(reference.regression))('regression table %i', (_index, table) => {
    const evidence = regressionEvidence(table.truth, table.predicted);

    for (const metric of ['rmse', 'mae'] as const) expectAgreement(measure(metric, evidence), table[metric]);
  });

  it('on twelve rows worked by hand', () => {
    const evidence = binaryEvidence(
      [0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0],
      [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2, 0.4, 0.05, 0.6, 0.7, 0.3],
    );

    expectAgreement(measure('roc-auc', evidence), 6 / 7);
    expectAgreement(measure('log-loss', evidence), 0.443808846);
    expectAgreement(measure('f1', evidence), 2 / 3);
  });
});

describe('standard errors of AUC agree with DeLong in its textbook form', () => {
  const [spread, tooFew] = [
    reference.binary.filter((table) => table['auc-delta-error'] !== null),
    reference.binary.filter((table) => table['auc-delta-error'] === null),
  ];

  it.each(numbered(spread))('table %i', (_index, { truth, score, other, ...expected }) => {
    const one = defined(rocAuc(truth, Float64Array.from(score)));
    const two = defined(rocAuc(truth, Float64Array.from(other)));

    expect(standardError(one.influence)).toBeCloseTo(expected['auc-error'] ?? Number.NaN, DIGITS);
    expect(standardError(one.influence.map((value, i) => value - (two.influence[i] ?? 0)))).toBeCloseTo(
      expected['auc-delta-error'] ?? Number.NaN,
      DIGITS,
    );
  });

  it.each(numbered(tooFew))('table %i has a class of one row or none, so no interval', (_index, { truth, score }) => {
    expect(rocAuc(truth, Float64Array.from(score))).not.toHaveProperty('interval');
  });
});

describe('paired means agree with the paired t-test of scipy', () => {
  it.each(reference.paired.map((table) => [table.truth.length, table] as const))('on %i rows', (_rows, table) => {
    const pair = {
      candidate: regressionEvidence(table.truth, table.predicted),
      champion: regressionEvidence(table.truth, table.other),
    };

    const { pValue, interval } = compare(
      'mae',
      defined(measure('mae', pair.candidate)),
      defined(measure('mae', pair.champion)),
      pair,
    );

    expect(pValue).toBeCloseTo(table.p, DIGITS);
    expect(interval?.[0]).toBeCloseTo(table.interval[0], DIGITS);
    expect(interval?.[1]).toBeCloseTo(table.interval[1], DIGITS);
  });
});

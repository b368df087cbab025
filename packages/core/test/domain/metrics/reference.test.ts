import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/domain/evidence.ts';
import { rocAuc } from '../../../src/domain/metrics/auc.ts';
import { compare } from '../../../src/domain/metrics/compare.ts';
import { isDefined, type Measured, standardError } from '../../../src/domain/metrics/estimate.ts';
import type { MetricName } from '../../../src/domain/metrics/facts.ts';
import { measure } from '../../../src/domain/metrics/measure.ts';
import { normalCdf, normalQuantile } from '../../../src/domain/metrics/normal.ts';
import { clopperPearson, wilson } from '../../../src/domain/metrics/proportion.ts';
import { signTest } from '../../../src/domain/metrics/sign-test.ts';
import { studentCdf, studentQuantile } from '../../../src/domain/metrics/student.ts';

const reference = JSON.parse(readFileSync(new URL('../../fixtures/reference.json', import.meta.url), 'utf8'));

/** Agreement with scikit-learn and scipy. */
const DIGITS = 9;

const pointOf = (measured: Measured) => (isDefined(measured) ? measured.value : null);

function expectAgreement(measured: Measured, expected: number | null): void {
  if (expected === null) expect(pointOf(measured)).toBeNull();
  else expect(pointOf(measured)).toBeCloseTo(expected, DIGITS);
}

const ids = (n: number) => Array.from({ length: n }, (_, i) => String(i));

describe('metrics agree with scikit-learn', () => {
  it.each(reference.binary.map((one: unknown, index: number) => [index, one]))('binary table %i', (_index, table) => {
    const { truth, score, threshold, ...expected } = table as Record<string, never>;
    const scores = Float64Array.from(score as number[]);
    const evidence: Evidence = {
      task: 'binary',
      ids: ids(scores.length),
      classes: ['0', '1'],
      truth: Uint8Array.from(truth as number[]),
      predicted: Uint8Array.from(scores, (value) => Number(value >= (threshold as number))),
      score: scores,
    };
    for (const metric of ['accuracy', 'precision', 'recall', 'f1', 'log-loss', 'roc-auc'] as const) {
      expectAgreement(measure(metric, evidence), expected[metric] as unknown as number | null);
    }
  });

  it.each(reference.multiclass.map((one: unknown, index: number) => [index, one]))(
    'multiclass table %i',
    (_index, table) => {
      const { truth, predicted, ...expected } = table as { truth: number[]; predicted: number[] } & Record<
        MetricName,
        number
      >;
      const classes = [...new Set([...truth, ...predicted])].sort().map(String);
      const evidence: Evidence = {
        task: 'multiclass',
        ids: ids(truth.length),
        classes,
        truth: Uint32Array.from(truth, (label) => classes.indexOf(String(label))),
        predicted: Uint32Array.from(predicted, (label) => classes.indexOf(String(label))),
      };
      for (const metric of ['accuracy', 'precision', 'recall', 'f1'] as const)
        expectAgreement(measure(metric, evidence), expected[metric]);
    },
  );

  it.each(reference.regression.map((one: unknown, index: number) => [index, one]))(
    'regression table %i',
    (_index, table) => {
      const { truth, predicted, ...expected } = table as { truth: number[]; predicted: number[] } & Record<
        MetricName,
        number
      >;
      const evidence: Evidence = {
        task: 'regression',
        ids: ids(truth.length),
        truth: Float64Array.from(truth),
        predicted: Float64Array.from(predicted),
      };
      for (const metric of ['rmse', 'mae'] as const) expectAgreement(measure(metric, evidence), expected[metric]);
    },
  );
});

describe('standard errors of AUC agree with DeLong in its textbook form', () => {
  it.each(reference.binary.map((one: unknown, index: number) => [index, one]))('binary table %i', (_index, table) => {
    const { truth, score, other, ...expected } = table as {
      truth: number[];
      score: number[];
      other: number[];
      'auc-error': number | null;
      'auc-delta-error': number | null;
    };
    const one = rocAuc(truth, Float64Array.from(score));
    const two = rocAuc(truth, Float64Array.from(other));
    if (expected['auc-error'] === null || expected['auc-delta-error'] === null || !isDefined(one) || !isDefined(two)) {
      expect(
        Math.min(truth.filter((label) => label === 1).length, truth.filter((label) => label === 0).length),
      ).toBeLessThan(2);
      return;
    }
    expect(standardError(one.influence)).toBeCloseTo(expected['auc-error'], DIGITS);
    expect(standardError(one.influence.map((value, i) => value - (two.influence[i] ?? 0)))).toBeCloseTo(
      expected['auc-delta-error'],
      DIGITS,
    );
  });
});

describe('paired means agree with the paired t-test of scipy', () => {
  interface PairedTable {
    readonly truth: readonly number[];
    readonly predicted: readonly number[];
    readonly other: readonly number[];
    readonly p: number;
    readonly interval: readonly [number, number];
  }

  it.each((reference.paired as readonly PairedTable[]).map((one) => [one.truth.length, one] as const))(
    'mae of two models on %i rows',
    (_rows, { truth, predicted, other, p, interval }) => {
      const evidence = (values: readonly number[]): Evidence => ({
        task: 'regression',
        ids: ids(truth.length),
        truth: Float64Array.from(truth),
        predicted: Float64Array.from(values),
      });
      const pair = { candidate: evidence(predicted), champion: evidence(other) };
      const [candidate, champion] = [measure('mae', pair.candidate), measure('mae', pair.champion)];
      if (!isDefined(candidate) || !isDefined(champion)) throw new Error('mae has a value on every table');

      const comparison = compare('mae', candidate, champion, pair);

      expect(comparison.pValue).toBeCloseTo(p, DIGITS);
      expect(comparison.interval?.[0]).toBeCloseTo(interval[0], DIGITS);
      expect(comparison.interval?.[1]).toBeCloseTo(interval[1], DIGITS);
    },
  );
});

describe('distributions agree with scipy', () => {
  it.each(
    reference.proportion as { successes: number; n: number; exact: [number, number]; wilson: [number, number] }[],
  )('intervals of $successes in $n', ({ successes, n, exact, wilson: expected }) => {
    clopperPearson(successes, n).forEach((end, i) => {
      expect(end).toBeCloseTo(exact[i] ?? 0, DIGITS);
    });
    wilson(successes, n).forEach((end, i) => {
      expect(end).toBeCloseTo(expected[i] ?? 0, DIGITS);
    });
  });

  it.each(reference.midP as { better: number; worse: number; p: number }[])(
    'mid-p of $better better and $worse worse',
    ({ better, worse, p }) => {
      expect(signTest({ fixed: better, broken: worse })).toBeCloseTo(p, DIGITS);
    },
  );

  it.each(reference.student as { t: number; df: number; p: number }[])(
    "Student's distribution at $t, $df degrees",
    ({ t, df, p }) => {
      expect(studentCdf(t, df)).toBeCloseTo(p, 12);
      expect(studentQuantile(p, df)).toBeCloseTo(t, DIGITS);
    },
  );

  it.each(reference.normal as { x: number; p: number }[])('normal distribution at $x', ({ x, p }) => {
    expect(normalCdf(x)).toBeCloseTo(p, 12);
    expect(normalQuantile(p)).toBeCloseTo(x, 6);
  });
});

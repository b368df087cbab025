import { describe, expect, it } from '@jest/globals';
import { chiSquare } from '../../src/statistics/chi-square.ts';
import { benjaminiHochberg, holm } from '../../src/statistics/corrections.ts';
import { pairedDeLong } from '../../src/statistics/delong.ts';
import { ksOfCounts, ksTest } from '../../src/statistics/kolmogorov-smirnov.ts';
import { mcnemar } from '../../src/statistics/mcnemar.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { signTest } from '../../src/statistics/sign-test.ts';
import { expectNear, fixture } from './fixture.ts';

describe('McNemar agrees with statsmodels', () => {
  it.each(fixture.disagreements)('$fixed fixed and $broken broken', ({ fixed, broken, ...expected }) => {
    const found = mcnemar({ fixed, broken });

    expectNear(found.exact, expected.exact);
    expectNear(found.midP, expected.midP);
    expectNear(found.chi2, expected.chi2);
    expectNear(found.chi2P, expected.chi2P);
  });

  it('is the doubled sign test when one side is larger', () => {
    expectNear(mcnemar({ fixed: 6, broken: 15 }).midP, 2 * signTest({ fixed: 6, broken: 15 }));
  });

  it('says nothing without a row that differs', () => {
    expect(mcnemar({ fixed: 0, broken: 0 })).toEqual({ exact: 1, midP: 1, chi2: 0, chi2P: 1 });
  });
});

describe('paired DeLong agrees with its textbook form', () => {
  it.each(fixture.rankings.map((table) => [table.truth.length, table] as const))('on %i rows', (_rows, table) => {
    const found = pairedDeLong(table.truth, table.a, table.b);

    expectNear(found?.delta, table.delta, 1e-11);
    expectNear(found?.se, table.se);
    expectNear(found?.p, table.p, 1e-10);
  });

  it('on entries that stand for several rows', () => {
    const [truth, a, b, count] = [
      [1, 0, 1, 0, 1, 0],
      [0.8, 0.3, 0.4, 0.4, 0.9, 0.1],
      [0.7, 0.6, 0.4, 0.2, 0.9, 0.5],
      [3, 2, 1, 4, 2, 5],
    ];
    const spread = (values: readonly number[] = []) => values.flatMap((value, i) => Array(count?.[i]).fill(value));

    const counted = pairedDeLong(truth ?? [], a ?? [], b ?? [], count);
    const rows = pairedDeLong(spread(truth), spread(a), spread(b));

    expectNear(counted?.delta, rows?.delta ?? Number.NaN);
    expectNear(counted?.se, rows?.se ?? Number.NaN);
  });

  it('has no answer for a class of one row', () => {
    expect(pairedDeLong([1, 0, 0], [0.1, 0.2, 0.3], [0.3, 0.2, 0.1])).toBeUndefined();
    expect(pairedDeLong([0, 0, 0], [0.1, 0.2, 0.3], [0.3, 0.2, 0.1])).toBeUndefined();
  });

  it('finds a model equal to itself', () => {
    expect(pairedDeLong([1, 0, 1, 0], [0.4, 0.1, 0.2, 0.3], [0.4, 0.1, 0.2, 0.3])).toEqual({
      delta: 0,
      se: 0,
      z: 0,
      p: 1,
    });
  });
});

describe('paired means agree with the t-test of scipy', () => {
  it.each(fixture.differences.map((one) => [one.values.length, one] as const))('of %i differences', (_n, one) => {
    const found = pairedT(one.values);

    expectNear(found?.t, one.t, 1e-11);
    expectNear(found?.p, one.p, 1e-11);
    const interval = found?.interval(0.95);
    for (const end of [0, 1] as const) expect(interval?.[end]).toBeCloseTo(one.interval[end], 12);
  });

  it('need two differences', () => expect(pairedT([1])).toBeUndefined());

  it('are certain of a difference that never varies', () => {
    expect(pairedT([2, 2, 2])).toMatchObject({ t: Number.POSITIVE_INFINITY, p: 0 });
    expect(pairedT([0, 0, 0])).toMatchObject({ t: 0, p: 1 });
  });
});

describe('corrections agree with statsmodels and scipy', () => {
  it.each(fixture.corrections.map((family) => [family.p.length, family] as const))('of %i tests', (_n, family) => {
    holm(family.p).forEach((p, i) => {
      expectNear(p, family.holm[i] ?? Number.NaN);
    });
    benjaminiHochberg(family.p).forEach((p, i) => {
      expectNear(p, family.benjaminiHochberg[i] ?? Number.NaN);
    });
  });

  it('of no test are none', () => expect([holm([]), benjaminiHochberg([])]).toEqual([[], []]));
});

describe('Kolmogorov and Smirnov agree with scipy', () => {
  it.each(fixture.samples.map((table) => [table.a.length, table.b.length, table] as const))(
    'on %i and %i values',
    (_n, _m, { a, b, ks, p }) => {
      const found = ksTest(a, b);

      expectNear(found?.statistic, ks);
      expectNear(found?.p, p, 1e-9);
    },
  );

  it('on histograms with the same counts', () => {
    for (const { a, b, ks } of fixture.histograms) expectNear(ksOfCounts(a, b)?.statistic, ks);
    expect(ksOfCounts([2, 1], [1, 2])).toEqual(ksTest([0, 0, 1], [0, 1, 1]));
  });

  it('have no answer for an empty sample', () => {
    expect([ksTest([], [1]), ksTest([1], []), ksOfCounts([0], [1])]).toEqual([undefined, undefined, undefined]);
  });
});

describe('Pearson agrees with scipy', () => {
  it.each(fixture.histograms.map((table, i) => [i, table] as const))('on table %i', (_i, { a, b, ...expected }) => {
    const found = chiSquare([a, b]);

    expectNear(found?.statistic, expected.chi2);
    expect(found?.df).toBe(expected.df);
    expectNear(found?.p, expected.chi2P, 1e-11);
  });

  it('has no answer for a single column', () => {
    expect(
      chiSquare([
        [5, 0],
        [7, 0],
      ]),
    ).toBeUndefined();
    expect(chiSquare([])).toBeUndefined();
  });
});

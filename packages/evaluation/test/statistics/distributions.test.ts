import { describe, expect, it } from '@jest/globals';
import { betaCdf, betaQuantile } from '../../src/statistics/beta.ts';
import { upperTail } from '../../src/statistics/binomial.ts';
import { chiSquareCdf, chiSquareQuantile, chiSquareTail } from '../../src/statistics/chi-square.ts';
import { gammaP, gammaQ } from '../../src/statistics/gamma.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';
import { clopperPearson, wilson } from '../../src/statistics/proportion.ts';
import { solve } from '../../src/statistics/solve.ts';
import { studentCdf, studentQuantile } from '../../src/statistics/student.ts';
import { expectNear, fixture } from './fixture.ts';

const { distributions, intervals } = fixture;

describe('distributions agree with scipy to twelve digits of the value, however small', () => {
  it.each(distributions.normal)('normal at $x', ({ x, p }) => expectNear(normalCdf(x), p));
  it.each(distributions.normalQuantile)('normal quantile of $p', ({ x, p }) => {
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(x)));
  });

  it.each(distributions.student)('Student at $t, $df degrees', ({ t, df, p }) => expectNear(studentCdf(t, df), p));
  it.each(distributions.studentQuantile)('Student quantile of $p, $df degrees', ({ t, df, p }) =>
    expectNear(studentQuantile(p, df), t),
  );

  it.each(distributions.chiSquare)('χ² at $x, $df degrees', ({ x, df, p, tail }) => {
    expectNear(chiSquareCdf(x, df), p);
    expectNear(chiSquareTail(x, df), tail);
  });
  it.each(distributions.chiSquareQuantile)('χ² quantile of $p, $df degrees', ({ x, df, p }) =>
    expectNear(chiSquareQuantile(p, df), x),
  );

  it.each(distributions.gamma)('incomplete gamma of $a at $x', ({ a, x, p, q }) => {
    expectNear(gammaP(a, x), p);
    expectNear(gammaQ(a, x), q);
  });

  it.each(distributions.beta)('incomplete beta of $a and $b at $x', ({ a, b, x, p }) =>
    expectNear(betaCdf(x, a, b), p),
  );
  it.each(distributions.betaQuantile)('beta quantile of $p for $a and $b', ({ a, b, x, p }) =>
    expectNear(betaQuantile(p, a, b), x),
  );

  it.each(distributions.binomialTail)('$k or more of $n at $p', ({ k, n, p, tail }) =>
    expectNear(upperTail(k, n, p), tail),
  );

  it.each(intervals)('intervals of $successes in $n', ({ successes, n, exact, wilson: score }) => {
    for (const end of [0, 1] as const) {
      // The search of scipy ends at about this.
      expectNear(clopperPearson(successes, n)[end], exact[end], 1e-9);
      expectNear(wilson(successes, n)[end], score[end], 1e-9);
    }
  });
});

describe('at their ends', () => {
  it('distributions are 0 and 1', () => {
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
    expect([gammaP(2, 0), gammaQ(2, 0), gammaQ(2, Number.POSITIVE_INFINITY)]).toEqual([0, 1, 0]);
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect([studentCdf(Number.NEGATIVE_INFINITY, 3), studentCdf(Number.POSITIVE_INFINITY, 3)]).toEqual([0, 1]);
    expect([upperTail(0, 5, 0.5), upperTail(6, 5, 0.5)]).toEqual([1, 0]);
  });

  it('quantiles are the ends of the range', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([chiSquareQuantile(0, 3), chiSquareQuantile(1, 3)]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect([studentQuantile(0, 3), studentQuantile(1, 3)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('solve', () => {
  it.each([
    ['a line', (x: number) => x - 0.3, 0.3],
    ['a root beside 0', (x: number) => x - 1e-200, 1e-200],
    ['a jump', (x: number) => (x < 0.7 ? -1 : 1), 0.7],
    ['a steep curve', (x: number) => x ** 9 - 0.5, 0.5 ** (1 / 9)],
    ['a root at the low end', (x: number) => x, 0],
    ['a root at the high end', (x: number) => x - 1, 1],
  ])('finds %s', (_what, f, root) => expectNear(solve(f, 0, 1), root, 1e-15));
});

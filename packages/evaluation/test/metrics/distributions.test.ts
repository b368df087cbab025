import { describe, expect, it } from '@jest/globals';
import { normalCdf, normalQuantile } from '../../src/statistics/normal.ts';
import { clopperPearson, proportionInterval, wilson } from '../../src/statistics/proportion.ts';
import { signTest } from '../../src/statistics/sign-test.ts';
import { meanQuantile, studentCdf, studentQuantile } from '../../src/statistics/student.ts';
import { reference } from '../reference.ts';

const DIGITS = 9;

describe('distributions agree with scipy', () => {
  it.each(reference.proportion)('intervals of $successes in $n', ({ successes, n, exact, wilson: expected }) => {
    for (const end of [0, 1] as const) {
      expect(clopperPearson(successes, n)[end]).toBeCloseTo(exact[end], DIGITS);
      expect(wilson(successes, n)[end]).toBeCloseTo(expected[end], DIGITS);
    }
  });

  it.each(reference.midP)('mid-p of $better fixed and $worse broken', ({ better, worse, p }) => {
    expect(signTest({ fixed: better, broken: worse })).toBeCloseTo(p, DIGITS);
  });

  it.each(reference.student)("Student's distribution at $t, $df degrees", ({ t, df, p }) => {
    expect(studentCdf(t, df)).toBeCloseTo(p, 12);
    expect(studentQuantile(p, df)).toBeCloseTo(t, DIGITS);
  });

  it.each(reference.normal)('normal distribution at $x', ({ x, p }) => {
    expect(normalCdf(x)).toBeCloseTo(p, 12);
    expect(normalQuantile(p)).toBeCloseTo(x, 6);
  });
});

describe('intervals', () => {
  it('are exact below 40 trials and Wilson from there on', () => {
    expect(proportionInterval(8, 39)).toEqual(clopperPearson(8, 39));
    expect(proportionInterval(8, 40)).toEqual(wilson(8, 40));
  });

  it('of means leave Student for the normal distribution at 200 rows', () => {
    expect(meanQuantile(0.95, 199)).toBe(studentQuantile(0.95, 198));
    expect(meanQuantile(0.95, 200)).toBe(normalQuantile(0.95));
  });
});

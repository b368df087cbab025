import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';

type Numbers = readonly number[];
type Of<Key extends string> = Readonly<Record<Key, number>>;
type Pair = readonly [number, number];

interface Fixture {
  readonly distributions: {
    readonly normal: readonly Of<'x' | 'p'>[];
    readonly normalQuantile: readonly Of<'x' | 'p'>[];
    readonly student: readonly Of<'t' | 'df' | 'p'>[];
    readonly studentQuantile: readonly Of<'t' | 'df' | 'p'>[];
    readonly chiSquare: readonly Of<'x' | 'df' | 'p' | 'tail'>[];
    readonly chiSquareQuantile: readonly Of<'x' | 'df' | 'p'>[];
    readonly gamma: readonly Of<'a' | 'x' | 'p' | 'q'>[];
    readonly beta: readonly Of<'a' | 'b' | 'x' | 'p'>[];
    readonly betaQuantile: readonly Of<'a' | 'b' | 'x' | 'p'>[];
    readonly binomialTail: readonly Of<'k' | 'n' | 'p' | 'tail'>[];
  };
  readonly intervals: readonly (Of<'successes' | 'n'> & { readonly exact: Pair; readonly wilson: Pair })[];
  readonly disagreements: readonly Of<'fixed' | 'broken' | 'exact' | 'midP' | 'chi2' | 'chi2P'>[];
  readonly corrections: readonly Readonly<Record<'p' | 'holm' | 'benjaminiHochberg', Numbers>>[];
  readonly histograms: readonly (Readonly<Record<'a' | 'b', Numbers>> &
    Of<'psi' | 'floor95' | 'js' | 'chi2' | 'df' | 'chi2P' | 'ks' | 'wasserstein'>)[];
  readonly samples: readonly (Readonly<Record<'a' | 'b', Numbers>> & Of<'ks' | 'p' | 'wasserstein'>)[];
  readonly differences: readonly (Of<'t' | 'p'> & { readonly values: Numbers; readonly interval: Pair })[];
  readonly rankings: readonly (Readonly<Record<'truth' | 'a' | 'b', Numbers>> & Of<'delta' | 'se' | 'p'>)[];
  readonly resampling: {
    readonly cells: Numbers;
    readonly f1: Of<'se'> & { readonly interval: Pair };
    readonly groups: readonly Numbers[];
    readonly share: Of<'se'> & { readonly interval: Pair };
    readonly jackknife: Of<'value' | 'se'>;
  };
}

/** What scipy, statsmodels and numpy say; `fixtures/make-statistics.py` writes it. */
export const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/statistics.json', import.meta.url), 'utf8'),
);

/** Equal to a share of the value, so that 1e-290 is not 0. */
export function expectNear(actual: number | undefined, expected: number, share = 1e-12): void {
  const isNear = actual === expected || Math.abs((actual ?? Number.NaN) - expected) <= share * Math.abs(expected);
  if (!isNear) expect(actual).toBe(expected);
}

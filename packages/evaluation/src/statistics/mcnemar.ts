import { midTail, upperTail } from './binomial.ts';
import { chiSquareTail } from './chi-square.ts';
import type { Disagreement } from './sign-test.ts';
import { binomialProbability } from './stirling.ts';

/** Two-sided p-values of "both models are right equally often", and the χ² with continuity correction beside them. */
export interface McNemar {
  readonly exact: number;
  /** The one to use: the exact test is too careful, the χ² not careful enough. */
  readonly midP: number;
  readonly chi2: number;
  readonly chi2P: number;
}

/**
 * McNemar's tests on the rows that only one model gets right. With as many fixed as broken the mid-p is 1 − P(that split) / 2
 * (M. Fagerland et al., BMC Medical Research Methodology 13:91, 2013); without any such row every p is 1.
 */
export function mcnemar({ fixed, broken }: Disagreement): McNemar {
  const n = fixed + broken;
  if (n === 0) return { exact: 1, midP: 1, chi2: 0, chi2P: 1 };
  const larger = Math.max(fixed, broken);
  const chi2 = Math.max(0, Math.abs(fixed - broken) - 1) ** 2 / n;
  return {
    exact: Math.min(1, 2 * upperTail(larger, n, 0.5)),
    midP: fixed === broken ? 1 - binomialProbability(fixed, n, 0.5) / 2 : 2 * midTail(larger, n, 0.5),
    chi2,
    chi2P: chiSquareTail(chi2, 1),
  };
}

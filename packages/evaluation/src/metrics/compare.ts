import type { EvidencePair } from '../evidence/types.ts';
import { bySigns } from './compare-signs.ts';
import { bySpread } from './compare-spread.ts';
import type { Comparison } from './comparison.ts';
import { comparisonRule } from './comparison-rule.ts';
import { correctNegatives, correctPositives, differingRows, disagreement } from './disagreement.ts';
import type { Estimate } from './estimate.ts';
import { type MetricName, metricFacts } from './facts.ts';
import { withFewMoved, withFewRows } from './few-rows.ts';
import { movedUnits } from './moved-units.ts';
import { withRowsAlike } from './rows-alike.ts';

const CONFIDENCE = 0.95;

/** Paired comparison of one metric at a one-sided level; how, is in {@link comparisonRule}. */
export function compare(
  metric: MetricName,
  candidate: Estimate,
  champion: Estimate,
  pair: EvidencePair,
  confidence = CONFIDENCE,
): Comparison {
  const question = { sign: metricFacts(metric).better === 'higher' ? 1 : -1, confidence } as const;
  switch (comparisonRule(metric, pair.candidate)) {
    case 'sign-test':
      return bySigns(signsOf(metric, pair), candidate.n, confidence);
    case 'ratio-of-counts':
      return withFewRows(bySpread(candidate, champion, 'z', question), candidate, champion, differingRows(pair));
    case 'ranks':
      return ofScores(bySpread(candidate, champion, 'z', question));
    case 'mean':
      return ofScores(bySpread(candidate, champion, 't', question));
  }

  /** Of bins nobody knows which rows differ; so many rows are judged by what their bins leave open. */
  function ofScores(bySpread: Comparison): Comparison {
    const comparison = withRowsAlike(bySpread, metric, candidate, pair, confidence);
    if (pair.candidate.task === 'binary' && pair.candidate.binned !== undefined) return comparison;
    return withFewMoved(comparison, candidate, champion, movedUnits(candidate, champion, pair));
  }
}

function signsOf(metric: MetricName, pair: EvidencePair) {
  if (metric === 'recall') return correctPositives(pair);
  return metric === 'specificity' ? correctNegatives(pair) : disagreement(pair);
}

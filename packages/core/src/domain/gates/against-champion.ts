import type { Evidence } from '@mlops-actions/evaluation';
import { type Comparison, compare, type Estimate, isDefined, measure, metricFacts } from '@mlops-actions/evaluation';
import { comparedText, undecidedText } from './compared-text.ts';
import type { ChampionGate, GateCode, GateResult } from './gate.ts';
import { type Finding, gateResult } from './gate-result.ts';

/** Whom the candidate is compared with. `missing`: there is a champion, but nobody scored it. */
export type Opponent =
  | { readonly kind: 'champion'; readonly evidence: Evidence }
  | { readonly kind: 'identical' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'none'; readonly firstModel: 'pass' | 'fail' };

/** Fewer rows than this say nothing about a difference between two models. */
const MIN_PAIRED_ROWS = 30;

/**
 * `not-worse`: fails when the candidate is significantly worse (one-sided 95 %) and the drop is larger than the margin; passes
 * otherwise, unless the rows cannot answer.
 */
export function againstChampion(
  gate: ChampionGate,
  candidate: Estimate,
  evidence: Evidence,
  opponent: Opponent,
): GateResult {
  if (opponent.kind !== 'champion') return gateResult(gate, { candidate, ...withoutComparison(gate, opponent) });
  const champion = measure(gate.metric, opponent.evidence);
  if (!isDefined(champion)) {
    const text = `Metric "${gate.metric}" has no value for the champion (${champion.undefined}), so gate "${gate.id}" cannot compare`;
    return gateResult(gate, { outcome: 'inconclusive', code: 'CHAMPION_METRIC_UNDEFINED', candidate, champion, text });
  }
  const comparison = compare(gate.metric, candidate, champion, { candidate: evidence, champion: opponent.evidence });
  const facts = { candidate, champion, comparison };
  return gateResult(gate, { ...facts, ...decide(gate, candidate, champion, comparison) });
}

type Decision = Pick<Finding, 'outcome' | 'code' | 'text'>;

/** Worse comes first: rows that are too few to clear a model may still convict it. */
function decide(gate: ChampionGate, candidate: Estimate, champion: Estimate, comparison: Comparison): Decision {
  const drop = metricFacts(gate.metric).better === 'higher' ? -comparison.delta : comparison.delta;
  const isMaterial = drop > gate.margin;
  if (comparison.finding === 'worse' && isMaterial)
    return { outcome: 'fail', text: comparedText(gate, 'worse', candidate, champion, comparison) };
  const code = whyUndecided(comparison, isMaterial);
  if (code !== undefined)
    return { outcome: 'inconclusive', code, text: undecidedText(gate, code, candidate, champion, comparison) };
  return { outcome: 'pass', text: comparedText(gate, 'not-worse', candidate, champion, comparison) };
}

function whyUndecided(comparison: Comparison, isMaterial: boolean): GateCode | undefined {
  if (comparison.rows < MIN_PAIRED_ROWS) return 'TOO_FEW_ROWS';
  if (comparison.interval === undefined) return 'NO_SPREAD';
  return comparison.finding === 'undecided' && isMaterial ? 'TOO_FEW_DIFFERING_ROWS' : undefined;
}

function withoutComparison(gate: ChampionGate, opponent: Exclude<Opponent, { kind: 'champion' }>): Decision {
  const compared = `"${gate.metric}"`;
  switch (opponent.kind) {
    case 'identical':
      return {
        outcome: 'skipped',
        code: 'IDENTICAL_MODEL',
        text: `The candidate is the champion itself, so gate "${gate.id}" has nothing to compare ${compared} with`,
      };
    case 'missing':
      return {
        outcome: 'fail',
        code: 'CHAMPION_EVIDENCE_MISSING',
        text: `The champion was not scored on the held-out rows, so gate "${gate.id}" cannot compare ${compared}`,
      };
    case 'none':
      return opponent.firstModel === 'pass'
        ? {
            outcome: 'skipped',
            code: 'FIRST_MODEL',
            text: `There is no champion to compare ${compared} with; gate "${gate.id}" is skipped for the first model`,
          }
        : {
            outcome: 'fail',
            code: 'NO_CHAMPION',
            text: `There is no champion to compare ${compared} with; gate "${gate.id}" is failed, as validate.first-model asks`,
          };
  }
}

import { isMetricName, metricFacts } from '@mlops-actions/evaluation';
import type { GateOutcome, GateResult } from '../../domain/gates/gate.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** Most serious first. */
export const SEVERITY = ['fail', 'inconclusive', 'warn', 'pass', 'skipped'] as const satisfies readonly GateOutcome[];

/** Gates, the most serious first, then in the order of mlops.yml. */
export const bySeverity = (gates: readonly GateResult[]): readonly GateResult[] =>
  gates.toSorted((a, b) => SEVERITY.indexOf(a.outcome) - SEVERITY.indexOf(b.outcome));

/** Gates that somebody has to look at: failed, inconclusive or warning, in this order. */
export const troubled = ({ gates }: Pick<Verdict, 'gates'>): readonly GateResult[] =>
  bySeverity(gates).filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped');

/**
 * The gate whose metric a reader wants to see first: of the most serious outcome, one that compares with the champion before
 * one that does not.
 */
export function decidingGate({ gates }: Pick<Verdict, 'gates'>): GateResult | undefined {
  const [first] = bySeverity(gates);
  const alike = gates.filter(({ outcome }) => outcome === first?.outcome);
  return alike.find(({ delta }) => delta !== null) ?? alike[0];
}

/** The rule as it reads beside the metric: where it looks, and whether it only warns. */
export function ruleText({ rule, from, slices, severity }: GateResult): string {
  const file = from === undefined ? '' : `, in ${from}`;
  const where = slices === undefined ? file : `, on ${judgedOf(slices)}`;
  return `${rule}${where}${severity === 'warn' ? ', only warns' : ''}`;
}

/** Those that are too small are listed too, and nobody judged them. */
function judgedOf(slices: NonNullable<GateResult['slices']>): string {
  const { length } = slices.filter(({ outcome }) => outcome !== 'skipped');
  return `${length} ${length === 1 ? 'slice' : 'slices'}`;
}

/** Level of the interval of a gate's difference: each of its ends is a one-sided bound, so `90 %` for a confidence of 0.95. */
export const differenceLevel = ({ confidence = 0.95 }: Pick<GateResult, 'confidence'>): string =>
  `${Number((100 * (2 * confidence - 1)).toPrecision(12))} %`;

/** What the value of a gate is a mean over: rows, or the queries that they belong to. */
export const unitOf = ({ metric }: Pick<GateResult, 'metric'>): 'rows' | 'queries' =>
  (isMetricName(metric) ? metricFacts(metric).over : undefined) ?? 'rows';

/** Rows, or queries, that would decide what these could not; undefined for a gate that is decided. */
export const rowsToDecide = ({ outcome, rowsNeeded }: GateResult): number | undefined =>
  rowsNeeded === undefined || outcome === 'pass' || outcome === 'fail' ? undefined : Math.ceil(rowsNeeded);

/** The most serious of some outcomes. */
export const worstOutcome = (outcomes: readonly GateOutcome[]): GateOutcome =>
  SEVERITY.find((outcome) => outcomes.includes(outcome)) ?? 'skipped';

/** The sentences of troubled gates, then of those that were not asked at all. */
export const remarks = ({ gates }: Pick<Verdict, 'gates'>): readonly string[] =>
  bySeverity(gates)
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ sentence }) => sentence);

import type { GateOutcome } from '../domain/gates/gate.ts';
import type { Verdict } from '../domain/verdict.ts';
import { ruleText, worstOutcome } from './view/deciding.ts';
import { figureText } from './view/figures.ts';
import { judgedFirst, judges, type ShownMetric } from './view/metrics.ts';

/** One line of the comparison: a metric, both models, the difference, and the rules that judge it. Texts without markup. */
export interface MetricRow {
  readonly metric: string;
  readonly candidate: string;
  readonly champion: string;
  readonly delta: string;
  readonly rule: string;
  readonly mark: string;
}

export const METRIC_HEADER = ['metric', 'candidate [95 %]', 'champion', 'Δ [90 %]', 'rule', ''] as const;

/** A row per metric, judged ones first, in the order of mlops.yml. */
export const metricRows = (verdict: Verdict): readonly MetricRow[] =>
  judgedFirst(verdict).map((report) => rowOf(report, verdict));

function rowOf(shown: ShownMetric, { gates }: Verdict): MetricRow {
  const { metric, candidate, champion, delta } = shown;
  const own = gates.filter((gate) => judges(gate, shown));
  return {
    metric,
    candidate: figureText(candidate),
    champion: champion === undefined ? '–' : figureText(champion),
    delta: delta === undefined ? '–' : figureText(delta, true),
    rule: own.map(ruleText).join('; '),
    mark: own.length === 0 ? '' : OUTCOME_MARKS[worstOutcome(own.map((gate) => gate.outcome))],
  };
}

const OUTCOME_MARKS: Readonly<Record<GateOutcome, string>> = {
  fail: '❌',
  inconclusive: '❓',
  warn: '⚠️',
  pass: '✅',
  skipped: '–',
};

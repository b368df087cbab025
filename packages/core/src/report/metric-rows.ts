import type { GateOutcome } from '../domain/gates/gate.ts';
import { decimal, range } from '../domain/gates/numbers.ts';
import type { Figure, MetricReport, Verdict } from '../domain/verdict.ts';

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

/** A row per measured metric, judged ones first, in the order of mlops.yml. */
export function metricRows(verdict: Verdict): readonly MetricRow[] {
  const judged = [...new Set<string>(verdict.gates.map((gate) => gate.metric))];
  const rank = ({ metric }: MetricReport) => (judged.includes(metric) ? judged.indexOf(metric) : judged.length);
  return verdict.metrics.toSorted((a, b) => rank(a) - rank(b)).map((report) => rowOf(report, verdict));
}

function rowOf({ metric, candidate, champion, delta }: MetricReport, { gates }: Verdict): MetricRow {
  const own = gates.filter((gate) => gate.metric === metric);
  return {
    metric,
    candidate: shown(candidate),
    champion: champion === undefined ? '–' : shown(champion),
    delta: delta === undefined ? '–' : shown(delta, true),
    rule: own.map((gate) => gate.rule).join('; '),
    mark: own.length === 0 ? '' : MARKS[worst(own.map((gate) => gate.outcome))],
  };
}

function shown({ value, interval, undefined: reason }: Figure, signed = false): string {
  if (value === null) return `no value (${reason ?? 'unknown'})`;
  return interval === undefined ? decimal(value, signed) : `${decimal(value, signed)} ${range(interval)}`;
}

const SEVERITY = ['fail', 'inconclusive', 'warn', 'pass', 'skipped'] as const satisfies readonly GateOutcome[];

const MARKS: Readonly<Record<GateOutcome, string>> = {
  fail: '❌',
  inconclusive: '❓',
  warn: '⚠️',
  pass: '✅',
  skipped: '–',
};

const worst = (outcomes: readonly GateOutcome[]): GateOutcome =>
  SEVERITY.find((outcome) => outcomes.includes(outcome)) ?? 'skipped';

import type { Evidence, Evidences, MetricName } from '@mlops-actions/evaluation';
import {
  type Comparison,
  isDefined,
  isMetricName,
  type Measured,
  measure,
  metricsFor,
  type Task,
  type UndefinedReason,
} from '@mlops-actions/evaluation';
import type { Gate } from './gates/gate.ts';
import { compareWith, type Opponent } from './gates/opponent.ts';
import { compareRows } from './gates/sound.ts';

/** A value with its interval; `value` is null and `undefined` says why when there is none. */
export interface Figure {
  readonly value: number | null;
  readonly interval?: readonly [number, number];
  readonly n?: number;
  readonly undefined?: UndefinedReason;
}

/** One metric of both models on the held-out rows: each with its 95 % interval, the difference with its 90 % one, whatever confidence gates ask for. */
export interface MetricReport {
  readonly metric: MetricName;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
}

interface Reported {
  readonly task: Task;
  readonly gates: readonly Gate[];
}

/**
 * Every metric that the task has a name for, then those that only gates name, e.g. `recall-at-5`. The candidate's own value is of
 * `whole`, which has more rows than the pair when the champion left some out.
 */
export function metricReports(
  { task, gates }: Reported,
  pair: Evidences,
  opponent: Opponent,
  whole: Evidence,
): readonly MetricReport[] {
  const asked = gates.flatMap((gate) => ('from' in gate ? [] : gate.metric)).filter(isMetricName);
  return [...new Set([...metricsFor(task), ...asked])].map((metric) =>
    opponent.kind === 'stored' ? besideStored(metric, pair, opponent) : metricReport(metric, pair, whole),
  );
}

function besideStored(
  metric: MetricName,
  { candidate }: Evidences,
  opponent: Extract<Opponent, { kind: 'stored' }>,
): MetricReport {
  const now = measure(metric, candidate);
  const alone = { metric, candidate: figure(now) };
  if (!isDefined(now)) return alone;
  const { value, comparison } = compareWith(metric, now, candidate, opponent);
  if (value === undefined || comparison === undefined) return alone;
  return { ...alone, champion: { value, n: opponent.metrics.rows }, delta: deltaOf(comparison) };
}

/** One metric of the candidate, of the champion, and their paired difference, as far as they have values. */
export function metricReport(
  metric: MetricName,
  { candidate, champion }: Evidences,
  whole: Evidence = candidate,
): MetricReport {
  const alone = { metric, candidate: figure(measure(metric, whole)) };
  if (champion === undefined) return alone;
  const now = measure(metric, candidate);
  const before = measure(metric, champion);
  const both = { ...alone, champion: figure(before) };
  if (!isDefined(now) || !isDefined(before)) return both;
  return { ...both, delta: deltaOf(compareRows(metric, now, before, { candidate, champion })) };
}

const deltaOf = ({ delta, interval, rows }: Comparison): Figure => ({
  value: delta,
  n: rows,
  ...(interval === undefined ? {} : { interval }),
});

function figure(measured: Measured): Figure {
  if (!isDefined(measured)) return { value: null, undefined: measured.undefined };
  const { value, n, interval } = measured;
  return { value, n, ...(interval === undefined ? {} : { interval }) };
}

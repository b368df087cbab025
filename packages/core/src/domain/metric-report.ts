import type { Evidences, MetricName } from '@mlops-actions/evaluation';
import { compare, isDefined, type Measured, measure, type UndefinedReason } from '@mlops-actions/evaluation';

/** A value with its interval; `value` is null and `undefined` says why when there is none. */
export interface Figure {
  readonly value: number | null;
  readonly interval?: readonly [number, number];
  readonly n?: number;
  readonly undefined?: UndefinedReason;
}

/** One metric of both models on the held-out rows: each with its 95 % interval, the difference with its 90 % interval. */
export interface MetricReport {
  readonly metric: MetricName;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
}

/** One metric of the candidate, of the champion, and their paired difference, as far as they have values. */
export function metricReport(metric: MetricName, { candidate, champion }: Evidences): MetricReport {
  const now = measure(metric, candidate);
  if (champion === undefined) return { metric, candidate: figure(now) };
  const before = measure(metric, champion);
  const both = { metric, candidate: figure(now), champion: figure(before) };
  if (!isDefined(now) || !isDefined(before)) return both;
  const { delta, interval, rows } = compare(metric, now, before, { candidate, champion });
  return { ...both, delta: { value: delta, n: rows, ...(interval === undefined ? {} : { interval }) } };
}

function figure(measured: Measured): Figure {
  if (!isDefined(measured)) return { value: null, undefined: measured.undefined };
  const { value, n, interval } = measured;
  return { value, n, ...(interval === undefined ? {} : { interval }) };
}

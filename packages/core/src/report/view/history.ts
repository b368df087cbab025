import type { HistoryPoint, Report } from '../../domain/report.ts';
import { decidingGate } from './deciding.ts';

/** A verdict of the past, or today's. */
export type Judgement = HistoryPoint & { readonly now?: true };

/** More than these are older than anybody's question. */
const MOST = 30;

/** Earlier verdicts by the metric that decides, oldest first, and today's as the last one. */
export function historyOf({ history, verdict }: Pick<Report, 'history' | 'verdict'>): readonly Judgement[] {
  const metric = history.at(-1)?.metric ?? decidingGate(verdict)?.metric;
  const today = verdict.metrics.find((one) => one.metric === metric);
  const past: readonly Judgement[] = history.filter((point) => point.metric === metric);
  if (today === undefined || past.length === 0) return past.slice(-MOST);
  const now: Judgement = {
    at: '',
    verdict: verdict.verdict,
    metric: today.metric,
    value: today.candidate.value,
    now: true,
  };
  return [...past, now].slice(-MOST);
}

/** `2026-11-21`; what is no date is not shown. */
export function dayOf({ at, now }: Judgement): string {
  if (now === true) return 'this one';
  return /^\d{4}-\d{2}-\d{2}/.exec(at)?.[0] ?? 'unknown';
}

/** `v12`, `now`, or the day of a candidate that never became a version. */
export function nameOf(point: Judgement): string {
  if (point.now === true) return 'now';
  return point.version === undefined ? dayOf(point).replace(/^\d{4}-/, '') : `v${point.version}`;
}

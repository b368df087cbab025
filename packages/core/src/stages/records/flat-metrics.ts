import type { Verdict } from '../../domain/verdict.ts';

/**
 * `metrics.json` as DVC and MLflow read it: one level, numbers only. A metric is the candidate's value; `<metric>.champion` and
 * `<metric>.delta` stand beside it when there was a champion; what has no value is left out.
 */
export function flatMetrics({
  metrics,
  heldOut,
}: Pick<Verdict, 'metrics' | 'heldOut'>): Readonly<Record<string, number>> {
  const figures = metrics.flatMap(({ metric, candidate, champion, delta }) => [
    [metric, candidate.value],
    [`${metric}.champion`, champion?.value],
    [`${metric}.delta`, delta?.value],
  ]);
  const known = figures.filter((figure): figure is [string, number] => typeof figure[1] === 'number');
  return { ...Object.fromEntries(known), rows: heldOut.rows };
}

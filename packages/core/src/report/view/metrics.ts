import type { Figure, Verdict } from '../../domain/verdict.ts';

/** A metric as reports show it: measured on the rows, or a number of a file that a gate names. */
export interface ShownMetric {
  readonly metric: string;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
}

/** Judged metrics in the order of mlops.yml, numbers of files among them, then what was only measured. */
export function judgedFirst({ gates, metrics }: Pick<Verdict, 'gates' | 'metrics'>): readonly ShownMetric[] {
  const judged = [...new Set<string>(gates.map((gate) => gate.metric))];
  const rank = ({ metric }: ShownMetric) => (judged.includes(metric) ? judged.indexOf(metric) : judged.length);
  return [...metrics, ...ofFiles({ gates, metrics })].toSorted((a, b) => rank(a) - rank(b));
}

function ofFiles({ gates, metrics }: Pick<Verdict, 'gates' | 'metrics'>): readonly ShownMetric[] {
  const measured = new Set<string>(metrics.map(({ metric }) => metric));
  const values = gates.filter(({ metric, value }) => value !== null && !measured.has(metric));
  return [...new Map(values.map(({ metric, value }) => [metric, { metric, candidate: { value } }])).values()];
}

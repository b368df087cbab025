import type { MetricReport, Verdict } from '../../domain/verdict.ts';

/** Measured metrics: judged ones first, in the order of mlops.yml. */
export function judgedFirst({ gates, metrics }: Pick<Verdict, 'gates' | 'metrics'>): readonly MetricReport[] {
  const judged = [...new Set<string>(gates.map((gate) => gate.metric))];
  const rank = ({ metric }: MetricReport) => (judged.includes(metric) ? judged.indexOf(metric) : judged.length);
  return metrics.toSorted((a, b) => rank(a) - rank(b));
}

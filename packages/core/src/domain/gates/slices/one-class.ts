import type { Evidence, MetricName } from '@mlops-actions/evaluation';
import type { Finding } from '../gate-result.ts';
import { isOneClass } from '../one-class.ts';

/** Of two classes, shares of the rows of one of them: the rows of the other do not change them. */
const OF_ONE_CLASS: readonly MetricName[] = ['recall', 'specificity'];

/** Whether a metric that is about several classes has rows of only one. */
export const lacksClass = (metric: MetricName, evidence: Evidence): boolean =>
  isOneClass(evidence) && (evidence.task === 'multiclass' || !OF_ONE_CLASS.includes(metric));

/** What one class refuses is refused. That it holds proves nothing, as on the whole, but a part of the rows may be like that. */
export function unlessOneClass(
  gate: { readonly id: string; readonly metric: MetricName },
  evidence: Evidence,
  finding: Finding,
): Finding {
  if (finding.outcome !== 'pass' || !lacksClass(gate.metric, evidence)) return finding;
  return {
    ...finding,
    outcome: 'inconclusive',
    code: 'METRIC_UNDEFINED',
    text: `metric "${gate.metric}" proves nothing on rows of one class, so gate "${gate.id}" cannot decide`,
  };
}

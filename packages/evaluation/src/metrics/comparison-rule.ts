import type { Evidence } from '../evidence/types.ts';
import { type MetricName, topMetric } from './facts.ts';

/**
 * How two models are compared on one metric:
 * - `sign-test`: proportions whose rows do not depend on the model; exact at any number of rows.
 * - `ratio-of-counts`: the denominator depends on the predictions, the value is a mean over classes, or rows are weighted or
 *   grouped, so that counts are not enough; delta method.
 * - `ranks`: scores in their order (paired DeLong for ROC AUC). - `mean`: mean of paired differences.
 */
export type ComparisonRule = 'sign-test' | 'ratio-of-counts' | 'ranks' | 'mean';

export function comparisonRule(metric: MetricName, { task, weight, group }: Evidence): ComparisonRule {
  if (metric === 'mrr' || topMetric(metric) !== undefined) return 'mean';
  const exact = weight === undefined && group === undefined ? 'sign-test' : 'ratio-of-counts';
  switch (metric) {
    case 'accuracy':
      return exact;
    case 'recall':
    case 'specificity':
      return task === 'multiclass' ? 'ratio-of-counts' : exact;
    case 'roc-auc':
    case 'average-precision':
    case 'ece':
      return 'ranks';
    case 'log-loss':
    case 'brier':
    case 'rmse':
    case 'mse':
    case 'mae':
    case 'r2':
      return 'mean';
    default:
      return 'ratio-of-counts';
  }
}

import type { MetricName, Task } from './facts.ts';

/**
 * How two models are compared on one metric:
 * - `sign-test`: proportions whose rows do not depend on the model; exact at any number of rows.
 * - `ratio-of-counts`: the denominator depends on the predictions, or the value is a mean over classes; delta method.
 * - `ranks`: paired DeLong. - `mean`: mean of paired differences.
 */
export type ComparisonRule = 'sign-test' | 'ratio-of-counts' | 'ranks' | 'mean';

export function comparisonRule(metric: MetricName, task: Task): ComparisonRule {
  switch (metric) {
    case 'accuracy':
      return 'sign-test';
    case 'recall':
      return task === 'binary' ? 'sign-test' : 'ratio-of-counts';
    case 'precision':
    case 'f1':
      return 'ratio-of-counts';
    case 'roc-auc':
      return 'ranks';
    case 'log-loss':
    case 'rmse':
    case 'mae':
      return 'mean';
  }
}

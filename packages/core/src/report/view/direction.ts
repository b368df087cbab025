import { isMetricName, metricFacts } from '@mlops-actions/evaluation';

/** +1 when more of the metric is better, −1 when less is. A number of a file that nobody described counts as better when higher. */
export const direction = (metric: string): 1 | -1 =>
  isMetricName(metric) && metricFacts(metric).better === 'lower' ? -1 : 1;

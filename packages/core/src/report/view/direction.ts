import { METRICS } from '@mlops-actions/evaluation';

/** +1 when more of the metric is better, −1 when less is. A number of a file that nobody described counts as better when higher. */
export const direction = (metric: string): 1 | -1 => (betterOf(metric) === 'lower' ? -1 : 1);

const betterOf = (metric: string): string | undefined =>
  Object.hasOwn(METRICS, metric) ? METRICS[metric as keyof typeof METRICS].better : undefined;

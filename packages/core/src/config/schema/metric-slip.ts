import { METRIC_NAMES } from '@mlops-actions/evaluation';
import { isMetric, METRIC_ALIASES, METRICS_NOT_YET } from '../metric-names.ts';
import { nearest } from '../nearest.ts';

/** Sentences for names of metrics that are close to a known one, or known and not judged yet. */
export function metricSlip(value: unknown): string | undefined {
  if (typeof value !== 'string' || isMetric(value)) return undefined;
  const name = value
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (isMetric(name)) return `"${value}" is written "${name}" here; names are kebab-case.`;
  const same = Object.hasOwn(METRIC_ALIASES, name) ? METRIC_ALIASES[name] : undefined;
  if (same !== undefined) return `"${value}" is called "${same}" here.`;
  if ((METRICS_NOT_YET as readonly string[]).includes(name))
    return `The metric "${value}" is not implemented in this version; use one of ${METRIC_NAMES.join(', ')}.`;
  const near = nearest(name, METRIC_NAMES);
  return near === undefined ? undefined : `There is no metric "${value}"; did you mean "${near}"?`;
}

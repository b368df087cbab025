import { METRIC_NAMES } from '@mlops-actions/evaluation';
import { isMetric, METRIC_ALIASES, METRICS_NOT_YET } from '../metric-names.ts';
import { nearest } from '../nearest.ts';

/** The sentence for a name that is no metric: close to one, another word for one, known and not judged yet, or foreign. */
export function noMetric(written: string): string {
  const name = written
    .trim()
    .toLowerCase()
    .replace(/[\s_@]+/g, '-');
  if (isMetric(name)) return `"${written}" is written "${name}" here; names are kebab-case.`;
  const same = Object.hasOwn(METRIC_ALIASES, name) ? METRIC_ALIASES[name] : undefined;
  if (same !== undefined) return `"${written}" is called "${same}" here.`;
  if (Object.hasOwn(METRICS_NOT_YET, name)) return later(written, METRICS_NOT_YET[name]);
  const top = topSlip(written, name);
  if (top !== undefined) return top;
  const near = nearest(name, METRIC_NAMES);
  return near === undefined
    ? `There is no metric "${written}"; known are ${METRIC_NAMES.join(', ')}, precision-at-5 and recall-at-5 (any number from 1 to 1000), and with "from" any number of a file.`
    : `There is no metric "${written}"; did you mean "${near}"?`;
}

function later(written: string, instead: string | undefined): string {
  const use = instead === undefined ? `one of ${METRIC_NAMES.join(', ')}` : `"${instead}"`;
  return `The metric "${written}" is not implemented in this version; use ${use}.`;
}

/** `recall-at-k`, `recall-at-0`, `precision-5`, `hit-at-5`: what is nearly a metric of the first k rows. */
function topSlip(written: string, name: string): string | undefined {
  const [, metric, k] = /^(precision|recall)(?:-at)?-?(k|\d+)$/.exec(name) ?? [];
  if (metric === undefined || k === undefined) return undefined;
  const meant = `${metric}-at-${k}`;
  if (isMetric(meant)) return `"${written}" is written "${meant}" here.`;
  return `"${written}" needs a number of rows from 1 to 1000, e.g. "${metric}-at-10".`;
}

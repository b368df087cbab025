import { isMetric } from '../metric-names.ts';
import { formOf } from './gate-forms.ts';

const MAX_LENGTH = 63;

/** `<metric>-<rule>[-by-<slices>]`, e.g. `f1-min`, `recall-max-gap-by-region`; undefined for a gate without a known metric. */
export function defaultGateId(gate: Readonly<Record<string, unknown>>): string | undefined {
  const { metric, slices, from } = gate;
  if (typeof metric !== 'string' || (from === undefined && !isMetric(metric))) return undefined;
  const named = Array.isArray(slices) ? ['by', ...slices.filter((name) => typeof name === 'string')] : [];
  return slug([metric, formOf(gate), ...named].join('-'))
    .slice(0, MAX_LENGTH)
    .replace(/-$/, '');
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');

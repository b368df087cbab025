import { holds, nearestLimit } from './against-limit.ts';
import type { FileGate } from './gate.ts';
import type { Finding } from './gate-result.ts';
import { decimalBeside } from './numbers.ts';
import { limitsText } from './rule-text.ts';

/** A file of metrics as it was found: its numbers by name, or why there are none. */
export type MetricFile = Readonly<Record<string, number>> | 'missing' | 'unreadable';

/** The files that gates name, by path. */
export type MetricFiles = Readonly<Record<string, MetricFile>>;

/** A number that somebody else measured; like every limit, inclusive. */
export function fromFile(gate: FileGate, files: MetricFiles): Finding {
  const file = Object.hasOwn(files, gate.from) ? files[gate.from] : undefined;
  if (file === undefined || file === 'missing')
    return failed('FILE_MISSING', `There is no file ${gate.from}, so gate "${gate.id}" cannot pass`);
  if (file === 'unreadable')
    return failed(
      'FILE_UNREADABLE',
      `The file ${gate.from} is no JSON map of numbers, so gate "${gate.id}" cannot pass`,
    );
  const value = Object.hasOwn(file, gate.metric) ? file[gate.metric] : undefined;
  if (value === undefined || !Number.isFinite(value))
    return failed(
      'FILE_METRIC_MISSING',
      `The file ${gate.from} has no number "${gate.metric}", so gate "${gate.id}" cannot pass`,
    );
  const shown = decimalBeside(value, nearestLimit(gate, value));
  return {
    outcome: holds(gate, value) ? 'pass' : 'fail',
    candidate: { value },
    text: `"${gate.metric}" is ${shown} in ${gate.from}; gate "${gate.id}" needs ${limitsText(gate)}`,
  };
}

const failed = (code: 'FILE_MISSING' | 'FILE_UNREADABLE' | 'FILE_METRIC_MISSING', text: string): Finding => ({
  outcome: 'fail',
  code,
  text,
});

/** Numbers of a JSON text by name; those of maps inside maps are named with dots. Anything but a map is unreadable. */
export function parseMetricFile(text: string): MetricFile {
  try {
    const parsed: unknown = JSON.parse(text);
    return isMap(parsed) ? Object.fromEntries(numbersIn(parsed, '')) : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

const numbersIn = (map: Readonly<Record<string, unknown>>, prefix: string): readonly (readonly [string, number])[] =>
  Object.entries(map).flatMap(([key, value]) => {
    if (typeof value === 'number') return [[`${prefix}${key}`, value] as const];
    return isMap(value) ? numbersIn(value, `${prefix}${key}.`) : [];
  });

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

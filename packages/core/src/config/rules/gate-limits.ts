import { type MetricFacts, type MetricName, metricFacts } from '@mlops-actions/evaluation';
import { isMetric } from '../metric-names.ts';
import { type Finding, when } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Values of the metric, and distances between two values of it. */
const VALUES = ['min', 'max'] as const;
const DISTANCES = ['margin', 'max-drop', 'max-gap'] as const;

/** Where the values of a metric lie. */
export const RANGES: Readonly<Record<MetricFacts['range'], readonly [low: number, high: number]>> = {
  unit: [0, 1],
  'signed-unit': [-1, 1],
  positive: [0, Number.POSITIVE_INFINITY],
  'at-most-one': [Number.NEGATIVE_INFINITY, 1],
};

/** Limits that the metric can reach, written as a share and not in percent, on the side that is worse. */
export function limits(gate: Fields): readonly Finding[] {
  const { metric, from } = gate;
  const percent = gate['max-drop-percent'];
  const shares = when(
    typeof percent === 'number' && percent > 0 && percent < 0.1,
    ['max-drop-percent'],
    `${percent} stands for ${percent} % here; write ${hundredfold(percent)} for ${hundredfold(percent)} %, or "max-drop" for units of the metric.`,
  );
  if (!isMetric(metric) || from !== undefined) return shares;
  return [...shares, ...values(gate, metric), ...distances(gate, metric), ...side(gate, metric)];
}

/** Without the noise of the multiplication. */
const hundredfold = (value: unknown): number => Number((Number(value) * 100).toPrecision(12));

function values(gate: Fields, metric: MetricName): readonly Finding[] {
  const ends = Array.isArray(gate['between']) ? (gate['between'] as readonly unknown[]) : [];
  return [
    ...VALUES.flatMap((key) => outside(metric, gate[key], key)),
    ...ends.flatMap((end) => outside(metric, end, 'between')),
  ];
}

function outside(metric: MetricName, value: unknown, key: string): readonly Finding[] {
  const [low, high] = RANGES[metricFacts(metric).range];
  if (typeof value !== 'number' || (value >= low && value <= high)) return [];
  return when(true, [key], unreachable(metric, value, low, high));
}

/** Two values of a metric lie no further apart than its range is wide. */
function distances(gate: Fields, metric: MetricName): readonly Finding[] {
  const [low, high] = RANGES[metricFacts(metric).range];
  return DISTANCES.flatMap((key) => {
    const value = gate[key];
    if (typeof value !== 'number' || value <= high - low) return [];
    return when(true, [key], unreachable(metric, value, low, high));
  });
}

function unreachable(metric: MetricName, value: number, low: number, high: number): string {
  if (high === Number.POSITIVE_INFINITY) return `${value} can never be reached: "${metric}" is never below 0.`;
  const share = value > 1 && value <= 100 ? `; write ${value / 100} for ${value} %` : '';
  if (low === Number.NEGATIVE_INFINITY) return `${value} can never be reached: "${metric}" is never above 1${share}.`;
  return `${value} is out of range: "${metric}" lies between ${String(low).replace('-', '−')} and ${high}${share}.`;
}

const side = (gate: Fields, metric: MetricName): readonly Finding[] =>
  when(
    metricFacts(metric).better === 'lower' && typeof gate['min'] === 'number',
    ['min'],
    `"${metric}" is better when it is lower; a gate on it is written with "max".`,
  );

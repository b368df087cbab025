import { type MetricName, metricFacts } from '@mlops-actions/evaluation';
import { isMetric } from '../metric-names.ts';
import { RANGES } from './gate-limits.ts';
import { type Finding, when } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How the author may have meant what no value can break. */
const INSTEAD = {
  min: 'the least that you accept, e.g. min: 0.8',
  max: 'the most that you accept, e.g. max: 0.2',
  between: 'the band that you accept, e.g. [0.2, 0.4]',
  margin: 'the drop that you tolerate, e.g. margin: 0.01 for one hundredth',
  'max-drop': 'the drop that you tolerate, e.g. max-drop: 0.01 for one hundredth',
  'max-gap': 'the distance that you tolerate, e.g. max-gap: 0.1 for one tenth',
  'max-drop-percent': 'the drop that you tolerate, e.g. max-drop-percent: 2',
} as const;

/** A gate that every value of its metric keeps would never refuse a model, which looks like a promise and is none. */
export function refusesNothing(gate: Fields): readonly Finding[] {
  const { metric, from } = gate;
  if (!isMetric(metric) || from !== undefined) return [];
  return [...limitsOf(gate, metric), ...distancesOf(gate, metric), ...percentOf(gate, metric)];
}

function limitsOf(gate: Fields, metric: MetricName): readonly Finding[] {
  const { range, better } = metricFacts(metric);
  const [low, high] = RANGES[range];
  const ends = Array.isArray(gate['between']) ? (gate['between'] as readonly unknown[]) : [];
  const within = `"${metric}" always lies between ${signed(low)} and ${high}`;
  return [
    // Where lower is better, a floor is a mistake of another kind.
    ...idle(gate['min'] === low && better === 'higher', 'min', `"${metric}" is never below ${signed(low)}`),
    ...idle(gate['max'] === high, 'max', `"${metric}" is never above ${high}`),
    ...idle(ends[0] === low && ends[1] === high, 'between', within),
  ];
}

function distancesOf(gate: Fields, metric: MetricName): readonly Finding[] {
  const [low, high] = RANGES[metricFacts(metric).range];
  const why = `two values of "${metric}" are never more than ${high - low} apart`;
  return (['margin', 'max-drop', 'max-gap'] as const).flatMap((key) => idle(gate[key] === high - low, key, why));
}

/** A share that falls to 0 falls by 100 %; what may be negative, or is better when lower, may move by more. */
function percentOf(gate: Fields, metric: MetricName): readonly Finding[] {
  const { range, better } = metricFacts(metric);
  const isWhole = gate['max-drop-percent'] === 100 && range === 'unit' && better === 'higher';
  return idle(isWhole, 'max-drop-percent', `"${metric}" never drops by more than 100 %`);
}

const idle = (isIdle: boolean, key: keyof typeof INSTEAD, why: string): readonly Finding[] =>
  when(isIdle, [key], `The gate could never refuse a model, because ${why}; write ${INSTEAD[key]}.`);

const signed = (value: number): string => String(value).replace('-', '−');

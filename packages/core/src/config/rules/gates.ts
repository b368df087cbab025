import { type MetricName, metricFacts, metricsFor, type Task } from '@mlops-actions/evaluation';
import { isMetric } from '../metric-names.ts';
import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

const TASKS: readonly unknown[] = ['binary', 'multiclass', 'regression'];

/** Each gate has one rule that can be broken, on a metric that the task has; ids are unique. */
export const gatesRule: Rule = (document) => {
  const gates = get(document, 'validate', 'gates');
  const task = get(document, 'task');
  if (!Array.isArray(gates)) return [];
  const found = gates.flatMap((gate: unknown, index) => {
    if (!isMap(gate)) return [];
    const local = [...forms(gate), ...metricOfTask(gate, task), ...limits(gate)];
    return local.map(({ path, message }) => ({ path: ['validate', 'gates', index, ...path], message }));
  });
  return [...found, ...repeated(gates), ...thresholdOfTask(document, task)];
};

/** `<metric>-min`, `<metric>-max` or `<metric>-champion`; undefined for a gate that has no single rule. */
export function defaultGateId(gate: Readonly<Record<string, unknown>>): string | undefined {
  const rule = gate['min'] !== undefined ? 'min' : gate['max'] !== undefined ? 'max' : 'champion';
  return isMetric(gate['metric']) ? `${gate['metric']}-${rule}` : undefined;
}

function forms(gate: Readonly<Record<string, unknown>>): readonly Finding[] {
  const has = (key: string) => gate[key] !== undefined;
  const absolute = ['min', 'max'].filter(has);
  if (absolute.length > 0 && has('vs'))
    return when(
      true,
      ['vs'],
      `The gate has both "${absolute[0]}" and "vs"; write two gates, so that each has a verdict of its own.`,
    );
  if (absolute.length === 2)
    return when(
      true,
      ['max'],
      'The gate has both "min" and "max"; write two gates, so that each has a verdict of its own.',
    );
  const orphans = ['rule', 'margin'].filter((key) => has(key) && !has('vs'));
  if (orphans.length > 0)
    return orphans.flatMap((key) =>
      when(true, [key], `"${key}" belongs to a comparison; it needs "vs: champion" in the same gate.`),
    );
  return when(
    absolute.length === 0 && !has('vs'),
    [],
    'The gate has no rule, so it could never refuse a model; add min, max, or vs: champion.',
  );
}

function metricOfTask(gate: Readonly<Record<string, unknown>>, task: unknown): readonly Finding[] {
  const { metric } = gate;
  if (!isMetric(metric) || !TASKS.includes(task)) return [];
  const possible = metricsFor(task as Task);
  return when(
    !possible.includes(metric),
    ['metric'],
    `The metric "${metric}" cannot be computed for the task ${printed(task)}; use one of ${possible.join(', ')}.`,
  );
}

function limits(gate: Readonly<Record<string, unknown>>): readonly Finding[] {
  const { metric } = gate;
  if (!isMetric(metric)) return [];
  return [
    ...['min', 'max', 'margin'].flatMap((key) => limit(metric, key, gate[key])),
    ...when(
      metricFacts(metric).better === 'lower' && typeof gate['min'] === 'number',
      ['min'],
      `"${metric}" is better when it is lower; a gate on it is written with "max".`,
    ),
  ];
}

function limit(metric: MetricName, key: string, value: unknown): readonly Finding[] {
  if (typeof value !== 'number') return [];
  if (metricFacts(metric).range === 'positive')
    return when(value < 0, [key], `${value} can never be reached: "${metric}" is never below 0.`);
  if (value >= 0 && value <= 1) return [];
  const percent = value > 1 && value <= 100;
  return when(
    true,
    [key],
    `${value} is out of range: "${metric}" lies between 0 and 1${percent ? `; write ${value / 100} for ${value} %` : ''}.`,
  );
}

function repeated(gates: readonly unknown[]): readonly Finding[] {
  const ids = gates.map((gate) => (isMap(gate) ? (gate['id'] ?? defaultGateId(gate)) : undefined));
  return ids.flatMap((id, index) => {
    if (typeof id !== 'string' || ids.indexOf(id) === index) return [];
    const written = get(gates, index, 'id') !== undefined;
    return when(
      true,
      ['validate', 'gates', index, ...(written ? ['id'] : [])],
      `The id "${id}" is taken by gate ${ids.indexOf(id) + 1}; ${written ? 'ids are unique' : 'give this gate an id of its own'}.`,
    );
  });
}

function thresholdOfTask(document: unknown, task: unknown): readonly Finding[] {
  return when(
    get(document, 'validate', 'threshold') !== undefined && TASKS.includes(task) && task !== 'binary',
    ['validate', 'threshold'],
    `A threshold parts two labels by a score; the task is ${printed(task)}.`,
  );
}

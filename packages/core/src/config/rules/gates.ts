import { metricFacts, metricsFor, type Task } from '@mlops-actions/evaluation';
import { isMetric } from '../metric-names.ts';
import { forms } from './gate-forms.ts';
import { defaultGateId } from './gate-id.ts';
import { limits } from './gate-limits.ts';
import { refusesNothing } from './gate-refuses.ts';
import { noMetric } from './metric-name.ts';
import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

const TASKS: readonly unknown[] = ['binary', 'multiclass', 'regression', 'ranking'];
/** Tasks whose answer is one of two, by a score. */
const BY_SCORE: readonly unknown[] = ['binary', 'ranking'];

/** Each gate has one rule that can be broken, on a metric that the task has; ids are unique. */
export const gatesRule: Rule = (document) => {
  const gates = get(document, 'validate', 'gates');
  const task = get(document, 'task');
  if (!Array.isArray(gates)) return [];
  const found = gates.flatMap((gate: unknown, index) => {
    if (!isMap(gate)) return [];
    const local = [...forms(gate), ...metricOfTask(gate, task), ...limits(gate), ...refusesNothing(gate)];
    return local.map(({ path, message }) => ({ path: ['validate', 'gates', index, ...path], message }));
  });
  return [...found, ...repeated(gates), ...thresholdOfTask(document, task)];
};

/** With `from`, any name stands for a number of the file. */
function metricOfTask(gate: Readonly<Record<string, unknown>>, task: unknown): readonly Finding[] {
  const { metric, from } = gate;
  if (typeof metric !== 'string' || from !== undefined) return [];
  if (!isMetric(metric)) return when(metric !== '', ['metric'], noMetric(metric));
  if (!TASKS.includes(task)) return [];
  return when(
    !metricFacts(metric).tasks.includes(task as Task),
    ['metric'],
    `The metric "${metric}" cannot be computed for the task ${printed(task)}; use one of ${metricsFor(task as Task).join(', ')}.`,
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
    get(document, 'validate', 'threshold') !== undefined && TASKS.includes(task) && !BY_SCORE.includes(task),
    ['validate', 'threshold'],
    `A threshold parts two labels by a score; the task is ${printed(task)}.`,
  );
}

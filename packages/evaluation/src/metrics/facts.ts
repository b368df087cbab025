export type Task = 'binary' | 'multiclass' | 'regression';

export type MetricName = 'accuracy' | 'precision' | 'recall' | 'f1' | 'roc-auc' | 'log-loss' | 'rmse' | 'mae';

export interface MetricFacts {
  readonly tasks: readonly Task[];
  /** `unit` lies between 0 and 1, `positive` is 0 or more. */
  readonly range: 'unit' | 'positive';
  readonly better: 'higher' | 'lower';
}

/** What can be measured, for which tasks. Ranking metrics of several classes would need a score per class. */
export const METRICS = {
  accuracy: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  precision: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  recall: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  f1: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  'roc-auc': { tasks: ['binary'], range: 'unit', better: 'higher' },
  'log-loss': { tasks: ['binary'], range: 'positive', better: 'lower' },
  rmse: { tasks: ['regression'], range: 'positive', better: 'lower' },
  mae: { tasks: ['regression'], range: 'positive', better: 'lower' },
} as const satisfies Record<MetricName, MetricFacts>;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

export const metricsFor = (task: Task): readonly MetricName[] =>
  METRIC_NAMES.filter((name) => (METRICS[name].tasks as readonly Task[]).includes(task));

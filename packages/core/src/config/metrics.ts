import type { GateMetric, Task } from './types.ts';

interface MetricFacts {
  readonly tasks: readonly Task[];
  /** `unit` lies between 0 and 1, `positive` is 0 or more. */
  readonly range: 'unit' | 'positive';
  readonly better: 'higher' | 'lower';
}

/** What a gate may name, for which tasks. Ranking metrics of several classes need a score per class, which the evidence has not. */
export const METRICS = {
  accuracy: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  precision: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  recall: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  f1: { tasks: ['binary', 'multiclass'], range: 'unit', better: 'higher' },
  'roc-auc': { tasks: ['binary'], range: 'unit', better: 'higher' },
  'log-loss': { tasks: ['binary'], range: 'positive', better: 'lower' },
  rmse: { tasks: ['regression'], range: 'positive', better: 'lower' },
  mae: { tasks: ['regression'], range: 'positive', better: 'lower' },
} as const satisfies Record<GateMetric, MetricFacts>;

export const METRIC_NAMES = Object.keys(METRICS) as readonly GateMetric[];

/** Other names for the same metric, as libraries spell them. */
export const METRIC_ALIASES: Readonly<Record<string, GateMetric>> = {
  auc: 'roc-auc',
  auroc: 'roc-auc',
  rocauc: 'roc-auc',
  acc: 'accuracy',
  'f1-score': 'f1',
  fscore: 'f1',
  logloss: 'log-loss',
  'cross-entropy': 'log-loss',
  tpr: 'recall',
  sensitivity: 'recall',
  ppv: 'precision',
  'mean-absolute-error': 'mae',
  'root-mean-squared-error': 'rmse',
};

/** Well-known metrics that a later version may judge. */
export const METRICS_NOT_YET = [
  'average-precision',
  'balanced-accuracy',
  'brier',
  'fbeta',
  'kappa',
  'mape',
  'map',
  'mcc',
  'mrr',
  'mse',
  'ndcg',
  'pr-auc',
  'r2',
  'recall-at-k',
  'smape',
  'specificity',
  'top-k-accuracy',
] as const;

export const metricsFor = (task: Task): readonly GateMetric[] =>
  METRIC_NAMES.filter((name) => (METRICS[name].tasks as readonly Task[]).includes(task));

export const isMetric = (name: unknown): name is GateMetric => typeof name === 'string' && Object.hasOwn(METRICS, name);

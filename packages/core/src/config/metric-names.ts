import { METRICS, type MetricName } from '@mlops-actions/evaluation';

/** Other names for the same metric, as libraries spell them. */
export const METRIC_ALIASES: Readonly<Record<string, MetricName>> = {
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

export const isMetric = (name: unknown): name is MetricName => typeof name === 'string' && Object.hasOwn(METRICS, name);

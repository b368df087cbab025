import { isMetricName, type MetricName } from '@mlops-actions/evaluation';

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
  'fbeta',
  'kappa',
  'mape',
  'map',
  'ndcg',
  'pr-auc',
  'recall-at-k',
  'smape',
  'top-k-accuracy',
] as const;

export const isMetric: (name: unknown) => name is MetricName = isMetricName;

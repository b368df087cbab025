import { isMetricName, type MetricName } from '@mlops-actions/evaluation';

/** Other names for the same metric, as libraries spell them. */
export const METRIC_ALIASES: Readonly<Record<string, MetricName>> = {
  auc: 'roc-auc',
  auroc: 'roc-auc',
  rocauc: 'roc-auc',
  acc: 'accuracy',
  'balanced-acc': 'balanced-accuracy',
  'f1-score': 'f1',
  fscore: 'f1',
  logloss: 'log-loss',
  'cross-entropy': 'log-loss',
  tpr: 'recall',
  sensitivity: 'recall',
  tnr: 'specificity',
  ppv: 'precision',
  ap: 'average-precision',
  auprc: 'average-precision',
  'matthews-corrcoef': 'mcc',
  'brier-score': 'brier',
  'expected-calibration-error': 'ece',
  'r2-score': 'r2',
  'r-squared': 'r2',
  'mean-absolute-error': 'mae',
  'mean-squared-error': 'mse',
  'root-mean-squared-error': 'rmse',
  'mean-reciprocal-rank': 'mrr',
};

/** Well-known metrics that a later version may judge; `pr-auc` by the trapezoid is not `average-precision`. */
export const METRICS_NOT_YET: Readonly<Record<string, MetricName | undefined>> = {
  fbeta: undefined,
  kappa: undefined,
  map: undefined,
  mape: undefined,
  ndcg: undefined,
  'pr-auc': 'average-precision',
  smape: undefined,
  'top-k-accuracy': undefined,
};

export const isMetric: (name: unknown) => name is MetricName = isMetricName;

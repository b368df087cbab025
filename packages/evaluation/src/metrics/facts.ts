export type Task = 'binary' | 'multiclass' | 'regression' | 'ranking';

/** Metrics with a name of their own; those of the first k rows of a query carry their k in the name. */
export type FixedMetricName =
  | 'accuracy'
  | 'balanced-accuracy'
  | 'precision'
  | 'recall'
  | 'specificity'
  | 'f1'
  | 'mcc'
  | 'roc-auc'
  | 'average-precision'
  | 'log-loss'
  | 'brier'
  | 'ece'
  | 'rmse'
  | 'mse'
  | 'mae'
  | 'r2'
  | 'mrr';

export type TopMetricName = `${'precision' | 'recall'}-at-${number}`;

export type MetricName = FixedMetricName | TopMetricName;

export interface MetricFacts {
  readonly tasks: readonly Task[];
  /** `unit` lies between 0 and 1, `signed-unit` between −1 and 1, `positive` is 0 or more, `at-most-one` has no lower end. */
  readonly range: 'unit' | 'signed-unit' | 'positive' | 'at-most-one';
  readonly better: 'higher' | 'lower';
  /** What a value is a mean over; rows when absent. */
  readonly over?: 'queries';
}

const BY_THRESHOLD = { tasks: ['binary', 'ranking'], range: 'unit', better: 'higher' } as const;
const BY_CLASS = { tasks: ['binary', 'multiclass', 'ranking'], range: 'unit', better: 'higher' } as const;
const BY_SCORE = { tasks: ['binary'], range: 'unit', better: 'higher' } as const;
const ERROR = { tasks: ['regression'], range: 'positive', better: 'lower' } as const;
const OF_QUERIES = {
  tasks: ['ranking'],
  range: 'unit',
  better: 'higher',
  over: 'queries',
} as const satisfies MetricFacts;

/** What can be measured, for which tasks. Ranks and losses of several classes would need a score per class. */
export const METRICS = {
  accuracy: BY_CLASS,
  'balanced-accuracy': BY_CLASS,
  precision: BY_CLASS,
  recall: BY_CLASS,
  specificity: BY_THRESHOLD,
  f1: BY_CLASS,
  mcc: { ...BY_CLASS, range: 'signed-unit' },
  'roc-auc': BY_SCORE,
  'average-precision': BY_SCORE,
  'log-loss': { ...BY_SCORE, range: 'positive', better: 'lower' },
  brier: { ...BY_SCORE, better: 'lower' },
  ece: { ...BY_SCORE, better: 'lower' },
  rmse: ERROR,
  mse: ERROR,
  mae: ERROR,
  r2: { ...ERROR, range: 'at-most-one', better: 'higher' },
  mrr: OF_QUERIES,
} as const satisfies Record<FixedMetricName, MetricFacts>;

export const METRIC_NAMES = Object.keys(METRICS) as readonly FixedMetricName[];

const LARGEST_K = 1_000;

/** `precision-at-1` to `precision-at-1000`, and the same of recall. */
const TOP = /^(precision|recall)-at-([1-9]\d{0,3})$/;

/** Which metric of the first k rows a name stands for; undefined for every other name. */
export function topMetric(name: string): { readonly of: 'precision' | 'recall'; readonly k: number } | undefined {
  const [, of, digits] = TOP.exec(name) ?? [];
  const k = Number(digits);
  return (of === 'precision' || of === 'recall') && k <= LARGEST_K ? { of, k } : undefined;
}

export const isMetricName = (text: unknown): text is MetricName =>
  typeof text === 'string' && (Object.hasOwn(METRICS, text) || topMetric(text) !== undefined);

export const metricFacts = (name: MetricName): MetricFacts =>
  Object.hasOwn(METRICS, name) ? METRICS[name as FixedMetricName] : OF_QUERIES;

/** Metrics that a report shows of a task: all with a name of their own, and of a ranking the first ten rows. */
export const metricsFor = (task: Task): readonly MetricName[] => [
  ...METRIC_NAMES.filter((name) => metricFacts(name).tasks.includes(task)),
  ...(task === 'ranking' ? (['precision-at-10', 'recall-at-10'] as const) : []),
];

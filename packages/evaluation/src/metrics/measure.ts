import type { Evidence } from '../evidence/types.ts';
import { rocAuc } from './auc.ts';
import { accuracy, f1, macro, precision, recall } from './classification.ts';
import { logLoss, mae, rmse } from './errors.ts';
import type { Measured } from './estimate.ts';
import { METRICS, type MetricName, type Task } from './facts.ts';

/** What was measured before: gates and the report ask for the same metrics of the same, unchanging evidence. */
const known = new WeakMap<Evidence, Map<MetricName, Measured>>();

/** One metric of one model on the held-out rows. Never throws: what cannot be computed says why. */
export function measure(metric: MetricName, evidence: Evidence): Measured {
  const ofEvidence = known.get(evidence) ?? new Map<MetricName, Measured>();
  known.set(evidence, ofEvidence);
  const measured = ofEvidence.get(metric) ?? compute(metric, evidence);
  ofEvidence.set(metric, measured);
  return measured;
}

function compute(metric: MetricName, evidence: Evidence): Measured {
  if (!(METRICS[metric].tasks as readonly Task[]).includes(evidence.task)) return { undefined: 'not-for-task' };
  switch (evidence.task) {
    case 'binary':
      return binary(metric, evidence);
    case 'multiclass':
      return multiclass(metric, evidence);
    case 'regression':
      return metric === 'rmse' ? rmse(evidence.truth, evidence.predicted) : mae(evidence.truth, evidence.predicted);
  }
}

function binary(metric: MetricName, { truth, predicted, score }: Extract<Evidence, { task: 'binary' }>): Measured {
  if (metric === 'roc-auc') return score === undefined ? { undefined: 'no-score' } : rocAuc(truth, score);
  if (metric === 'log-loss') return score === undefined ? { undefined: 'no-score' } : logLoss(truth, score);
  return byLabel(
    metric,
    (of) => of(truth, predicted),
    () => accuracy(truth, predicted),
  );
}

function multiclass(
  metric: MetricName,
  { truth, predicted, classes }: Extract<Evidence, { task: 'multiclass' }>,
): Measured {
  return byLabel(
    metric,
    (of) => macro((positive) => of(truth, predicted, positive), classes.length),
    () => accuracy(truth, predicted),
  );
}

type LabelMetric = (truth: ArrayLike<number>, predicted: ArrayLike<number>, positive?: number) => Measured;

function byLabel(metric: MetricName, perClass: (of: LabelMetric) => Measured, overall: () => Measured): Measured {
  switch (metric) {
    case 'precision':
      return perClass(precision);
    case 'recall':
      return perClass(recall);
    case 'f1':
      return perClass(f1);
    default:
      return overall();
  }
}

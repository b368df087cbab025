import type { BinaryEvidence, Evidence, MulticlassEvidence, RegressionEvidence } from '../evidence/types.ts';
import { rocAuc } from './auc.ts';
import { averagePrecision } from './average-precision.ts';
import { ece } from './calibration.ts';
import type { CellMetric } from './cells.ts';
import { macro, ofTwoClasses } from './classification.ts';
import { mcc } from './correlation.ts';
import { brier, logLoss, mae, meanLoss, mse, rmse } from './errors.ts';
import { isDefined, type Measured, unitsOf } from './estimate.ts';
import { r2 } from './explained.ts';
import { type MetricName, metricFacts, topMetric } from './facts.ts';
import { ofQueries } from './ranking.ts';
import { weighingOf } from './weighing.ts';

/** What was measured before: gates and the report ask for the same metrics of the same, unchanging evidence. */
const known = new WeakMap<Evidence, Map<MetricName, Measured>>();

/** One metric of one model on the held-out rows. Never throws: what cannot be computed says why. */
export function measure(metric: MetricName, evidence: Evidence): Measured {
  const ofEvidence = known.get(evidence) ?? new Map<MetricName, Measured>();
  known.set(evidence, ofEvidence);
  const measured = ofEvidence.get(metric) ?? finite(compute(metric, evidence));
  ofEvidence.set(metric, measured);
  return measured;
}

/** Whatever made it: a value that is no number is no value, and such an interval is none, nor is one of a single group of rows. */
function finite(measured: Measured): Measured {
  if (!isDefined(measured)) return measured;
  if (!Number.isFinite(measured.value)) return { undefined: 'not-finite' };
  const { interval, ...estimate } = measured;
  const isOneGroup = measured.entries?.group !== undefined && unitsOf(measured) < 2;
  return interval?.every(Number.isFinite) === true && !isOneGroup ? measured : estimate;
}

function compute(metric: MetricName, evidence: Evidence): Measured {
  if (!metricFacts(metric).tasks.includes(evidence.task)) return { undefined: 'not-for-task' };
  switch (evidence.task) {
    case 'binary':
      return isScored(metric) ? scored(metric, evidence) : decided(metric, evidence);
    case 'ranking':
      return metric === 'mrr' || topMetric(metric) !== undefined
        ? ofQueries(metric, evidence)
        : decided(metric, evidence);
    case 'multiclass':
      return multiclass(metric, evidence);
    case 'regression':
      return regression(metric, evidence);
  }
}

type ScoredMetric = 'roc-auc' | 'average-precision' | 'log-loss' | 'brier' | 'ece';

const SCORED: readonly MetricName[] = ['roc-auc', 'average-precision', 'log-loss', 'brier', 'ece'];

const isScored = (metric: MetricName): metric is ScoredMetric => SCORED.includes(metric);

function scored(metric: ScoredMetric, evidence: BinaryEvidence): Measured {
  const { truth, score, binned } = evidence;
  if (score === undefined) return { undefined: 'no-score' };
  const weighing = weighingOf(evidence);
  switch (metric) {
    case 'roc-auc':
      return rocAuc(truth, score, weighing, binned);
    case 'average-precision':
      return averagePrecision(truth, score, weighing, binned);
    case 'log-loss':
      return binned === undefined ? logLoss(truth, score, weighing) : meanLoss(binned.logLoss, weighing.rows);
    case 'brier':
      return binned === undefined ? brier(truth, score, weighing) : meanLoss(binned.brier, weighing.rows);
    case 'ece':
      return ece(truth, score, weighing, binned);
  }
}

/** Metrics of answers, not of scores, for two classes. */
function decided(metric: MetricName, evidence: Exclude<Evidence, { task: 'multiclass' | 'regression' }>): Measured {
  const { truth, predicted } = evidence;
  if (predicted.length !== truth.length) return { undefined: 'no-decisions' };
  const weighing = weighingOf(evidence);
  return metric === 'mcc'
    ? mcc(truth, predicted, 2, weighing)
    : ofTwoClasses(metric as CellMetric, truth, predicted, weighing);
}

function multiclass(metric: MetricName, evidence: MulticlassEvidence): Measured {
  const { truth, predicted, classes } = evidence;
  const weighing = weighingOf(evidence);
  switch (metric) {
    case 'accuracy':
      return ofTwoClasses(
        'accuracy',
        truth.map(() => 1),
        truth.map((of, i) => Number(of === predicted[i])),
        weighing,
      );
    case 'mcc':
      return mcc(truth, predicted, classes.length, weighing);
    case 'balanced-accuracy':
      return macro('recall', truth, predicted, classes.length, weighing);
    default:
      return macro(metric as CellMetric, truth, predicted, classes.length, weighing);
  }
}

function regression(metric: MetricName, evidence: RegressionEvidence): Measured {
  const { truth, predicted } = evidence;
  const weighing = weighingOf(evidence);
  switch (metric) {
    case 'rmse':
      return rmse(truth, predicted, weighing);
    case 'mse':
      return mse(truth, predicted, weighing);
    case 'r2':
      return r2(truth, predicted, weighing);
    default:
      return mae(truth, predicted, weighing);
  }
}

import type { Evidence } from '@mlops-actions/evaluation';
import type { ModelCharts } from '../report.ts';
import { histogram, reliability } from './bins.ts';
import { precisionRecall, roc } from './curves.ts';
import { type ScoredRows, sweep } from './sweep.ts';

const RESIDUAL_BINS = 30;
const SCORE_BINS = 25;

/** Everything that can be drawn of one model's predictions; empty for what has no scores and no residuals. */
export function chartsOf(evidence: Evidence): ModelCharts {
  if (evidence.task === 'regression')
    return { residuals: histogram(residuals(evidence.truth, evidence.predicted), evidence.count, RESIDUAL_BINS) };
  if (evidence.task === 'multiclass' || evidence.score === undefined) return {};
  const { truth, score, count } = evidence;
  const rows: ScoredRows = { truth, score, ...(count === undefined ? {} : { count }) };
  // Scores of a ranking are no probabilities, so there is nothing that they should come true at.
  return {
    ...curves(weighed(rows, evidence.weight)),
    ...(evidence.task === 'binary' ? { calibration: reliability(rows) } : {}),
    scores: classScores(rows),
  };
}

/** Curves are of the rates that the metrics are: a row counts by its weight. */
const weighed = (rows: ScoredRows, weight: Float64Array | undefined): ScoredRows =>
  weight === undefined ? rows : { ...rows, count: weight.map((one, row) => one * (rows.count?.[row] ?? 1)) };

function curves(rows: ScoredRows): Pick<ModelCharts, 'roc' | 'precisionRecall'> {
  const steps = sweep(rows);
  const last = steps.at(-1);
  if (last === undefined || last.positives === 0 || last.negatives === 0) return {};
  return { roc: roc(steps, last), precisionRecall: precisionRecall(steps, last) };
}

/** Both classes over the same bins, so that they can be laid over each other. */
function classScores({ truth, score, count }: ScoredRows): NonNullable<ModelCharts['scores']> {
  const of = (label: number) => score.map((_, row) => (truth[row] === label ? (count?.[row] ?? 1) : 0));
  return { negative: histogram(score, of(0), SCORE_BINS), positive: histogram(score, of(1), SCORE_BINS) };
}

const residuals = (truth: Float64Array, predicted: Float64Array): Float64Array =>
  predicted.map((value, row) => value - (truth[row] ?? 0));

import type { Task } from '@mlops-actions/evaluation';
import type { ModelCharts } from '../../domain/report.ts';
import type { Figure, Verdict } from '../../domain/verdict.ts';

/** Beside gate.json. */
export const QUALITY_FILE = 'model-quality.json';

/**
 * The document that the SageMaker registry shows as a version's model quality: names and shape of Model Monitor's
 * statistics (developer guide, "Model quality metrics"). A ranking is told as the binary problem that it is made of.
 */
export function modelQuality(verdict: Verdict, charts: ModelCharts): object {
  const figures = Object.fromEntries(verdict.metrics.map(({ metric, candidate }) => [metric, candidate]));
  const named = NAMES[verdict.task].flatMap(([theirs, ours]) => {
    const figure = figures[ours];
    return figure === undefined || figure.value === null ? [] : [[theirs, spread(figure)] as const];
  });
  return {
    version: 0,
    dataset: { item_count: verdict.heldOut.rows },
    [SECTIONS[verdict.task]]: { ...confusionOf(verdict), ...Object.fromEntries(named), ...curvesOf(charts) },
  };
}

const SECTIONS = {
  binary: 'binary_classification_metrics',
  ranking: 'binary_classification_metrics',
  multiclass: 'multiclass_classification_metrics',
  regression: 'regression_metrics',
} as const satisfies Record<Task, string>;

type Names = readonly (readonly [theirs: string, ours: string])[];

const BINARY: Names = [
  ['accuracy', 'accuracy'],
  ['recall', 'recall'],
  ['precision', 'precision'],
  ['true_positive_rate', 'recall'],
  ['true_negative_rate', 'specificity'],
  ['auc', 'roc-auc'],
  ['f1', 'f1'],
];

/** Theirs weighs classes by their rows; our macro averages are other figures and would stand under a wrong name. */
const MULTICLASS: Names = [['accuracy', 'accuracy']];

const REGRESSION: Names = [
  ['mae', 'mae'],
  ['mse', 'mse'],
  ['rmse', 'rmse'],
  ['r2', 'r2'],
];

const NAMES = {
  binary: BINARY,
  ranking: BINARY,
  multiclass: MULTICLASS,
  regression: REGRESSION,
} as const satisfies Record<Task, Names>;

/** Half of a two-sided 95 % interval in standard deviations of the normal distribution. */
const HALF_WIDTH = 1.959963984540054;

/** `"NaN"` is what the service writes itself where it has no standard deviation. */
const spread = ({ value, interval }: Figure) => ({
  value,
  standard_deviation: interval === undefined ? 'NaN' : (interval[1] - interval[0]) / (2 * HALF_WIDTH),
});

function confusionOf({ confusion }: Verdict): object {
  if (confusion === undefined) return {};
  const { classes, candidate } = confusion;
  const row = (counts: readonly number[]) =>
    Object.fromEntries(classes.map((name, place) => [name, counts[place] ?? 0]));
  return { confusion_matrix: Object.fromEntries(classes.map((name, place) => [name, row(candidate[place] ?? [])])) };
}

const curvesOf = ({ roc, precisionRecall }: ModelCharts): object => ({
  ...(roc === undefined
    ? {}
    : {
        receiver_operating_characteristic_curve: {
          false_positive_rates: roc.points.map(([x]) => x),
          true_positive_rates: roc.points.map(([, y]) => y),
        },
      }),
  ...(precisionRecall === undefined
    ? {}
    : {
        precision_recall_curve: {
          precisions: precisionRecall.points.map(([, y]) => y),
          recalls: precisionRecall.points.map(([x]) => x),
        },
      }),
});

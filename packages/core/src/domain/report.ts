import type { Finding } from '@mlops-actions/evaluation';
import type { Figure, Verdict } from './verdict.ts';

/** A line through points on a chart; x and y in the units of its axes. */
export interface Curve {
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** One bar of a histogram, from `from` (inclusive) to `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Predictions with a score near `predicted` came true in a share of `observed`, of `count` rows. */
export interface CalibrationBin {
  readonly predicted: number;
  readonly observed: number;
  readonly count: number;
}

/** What can be drawn of one model; only what its task has. At most 200 points a curve and 50 bins a histogram. */
export interface ModelCharts {
  readonly roc?: Curve;
  readonly precisionRecall?: Curve;
  readonly calibration?: readonly CalibrationBin[];
  /** Scores of the rows of each class. */
  readonly scores?: { readonly negative: readonly Bin[]; readonly positive: readonly Bin[] };
  /** Regression: prediction − label. */
  readonly residuals?: readonly Bin[];
}

/** Both models on one slice, by the metric that the slice's gates judge (the first gate's metric when none does). */
export interface SliceReport {
  readonly rule: string;
  readonly name: string;
  readonly rows: number;
  readonly metric: string;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
  /** Too few rows to be judged. */
  readonly hidden?: true;
}

/** An earlier verdict about the model, for the history chart. */
export interface HistoryPoint {
  /** `2026-11-21T14:00:00Z` */
  readonly at: string;
  readonly version?: number;
  readonly verdict: string;
  readonly metric: string;
  readonly value: number | null;
  /** Another held-out set than now: not comparable, drawn apart. */
  readonly otherHeldOut?: true;
}

/** Something of the judging rules that a pull request changes; the rules of the base are used, but of a new model. */
export interface RuleChange {
  readonly what: 'gates' | 'scorer' | 'held-out' | 'threshold' | 'schema' | 'data';
  /** A sentence without markup, e.g. `roc-auc-min: ≥ 0.80 becomes ≥ 0.70`. */
  readonly text: string;
  readonly file: string;
  /** True when the change makes it easier to pass. */
  readonly loosens?: true;
}

export interface Rehearsal {
  /** Full commit ids. */
  readonly head: string;
  readonly base: string;
  /** What of the model changed, as paths. */
  readonly changedFiles: readonly string[];
  readonly rules: readonly RuleChange[];
  /** The base does not have the model, so that its own rules judge it. */
  readonly isNew?: true;
  /** Why nothing was judged; the verdict is then neutral, never a pass. */
  readonly notEvaluated?: string;
}

/** `report.json`: everything that a report shows, as data. Text of users is raw in it; whoever renders it escapes it. */
export interface Report {
  readonly schema: 'report-v1';
  readonly verdict: Verdict;
  readonly charts: { readonly candidate: ModelCharts; readonly champion?: ModelCharts };
  readonly slices: readonly SliceReport[];
  readonly slicesLeftOut: number;
  /** Ids of rows that only one of the models gets right, at most 20 each. */
  readonly samples?: { readonly fixed: readonly string[]; readonly broken: readonly string[] };
  readonly findings: readonly Finding[];
  readonly history: readonly HistoryPoint[];
  /** How many other candidates were judged on these very held-out rows before. */
  readonly judgedBefore: number;
  readonly rehearsal?: Rehearsal;
  readonly provenance: {
    /** sha256 of the rules: gates, threshold, slices, and the scorer with its content where rows were scored. */
    readonly policy: string;
    readonly heldOut: string;
    readonly gateId: string;
    readonly commit?: string;
    readonly run?: string;
  };
}

import type { Task } from '../metrics/facts.ts';
import type { Problem } from '../problem.ts';

/** One line of a predictions file, as read. */
export interface PredictionRow {
  readonly id: string;
  readonly prediction: string;
  readonly score?: string;
}

export interface LabelRow {
  readonly id: string;
  readonly label: string;
}

export interface BinaryEvidence {
  readonly task: 'binary';
  readonly ids: readonly string[];
  readonly classes: readonly [negative: string, positive: string];
  /** 1 for the positive class. */
  readonly truth: Uint8Array;
  readonly predicted: Uint8Array;
  /** Probability of the positive class. */
  readonly score?: Float64Array;
}

export interface MulticlassEvidence {
  readonly task: 'multiclass';
  readonly ids: readonly string[];
  /** Every label of either side, in order; truth and predicted are indexes into it. Two models may have different lists. */
  readonly classes: readonly string[];
  readonly truth: Uint32Array;
  readonly predicted: Uint32Array;
}

export interface RegressionEvidence {
  readonly task: 'regression';
  readonly ids: readonly string[];
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

/** Labels and predictions joined by id, column by column, in the order of the labels. */
export type Evidence = BinaryEvidence | MulticlassEvidence | RegressionEvidence;

/** Both models' evidence, from the same rows in the same order. */
export interface EvidencePair {
  readonly candidate: Evidence;
  readonly champion: Evidence;
}

export interface EvidenceRequest {
  readonly task: Task;
  /** Label of the positive class; only for `binary`. 1 or true when absent, and nothing else is guessed. */
  readonly positive?: string;
  /** When set, a row counts as positive when its score is at least this, and the predicted labels are not read. */
  readonly threshold?: number;
  readonly labels: readonly LabelRow[];
  readonly predictions: readonly PredictionRow[];
  /** Named in messages, e.g. `predictions of the candidate`. */
  readonly source: string;
}

export interface JoinedRow {
  readonly id: string;
  readonly label: string;
  readonly prediction: string;
  readonly score: string | undefined;
}

/** What a reader of columns gets; it adds every problem it finds and goes on. */
export interface Joined {
  readonly rows: readonly JoinedRow[];
  readonly request: EvidenceRequest;
  readonly problems: Problem[];
}

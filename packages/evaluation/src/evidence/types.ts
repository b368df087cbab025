/** What the entries of evidence stand for. Each is one row, unless it says otherwise. */
interface Entered {
  /** How many rows an entry stands for. */
  readonly count?: Float64Array;
  /** How much a row of the entry weighs; 1 when absent. */
  readonly weight?: Float64Array;
  /** Which rows belong together, numbered from 0. */
  readonly group?: Uint32Array;
}

/** Mean of a loss over rows that are no longer kept one by one. */
export interface MeanLoss {
  readonly mean: number;
  /**
   * Deviations of all rows, turned onto two axes that both models share: their squares, and those of their differences between
   * two models, sum to what those of the rows do.
   */
  readonly axes: Float64Array;
}

/** What is known of scores more finely than by the entries they were binned into. */
export interface BinnedScores {
  /** Rows per bin, both of one length, over 0 to 1. */
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
  /** 1 for a bin of different scores, whose order is lost; rows that share one score have none to lose. */
  readonly mixed: Uint8Array;
  /** Σ score per bin of the metric `ece`. */
  readonly calibration: Float64Array;
  readonly logLoss: MeanLoss;
  readonly brier: MeanLoss;
}

export interface BinaryEvidence extends Entered {
  readonly task: 'binary';
  readonly classes: readonly [negative: string, positive: string];
  /** 1 for the positive class. */
  readonly truth: Uint8Array;
  readonly predicted: Uint8Array;
  /** Probability of the positive class. */
  readonly score?: Float64Array;
  readonly binned?: BinnedScores;
}

export interface MulticlassEvidence extends Entered {
  readonly task: 'multiclass';
  /** Every label of either side, in order; truth and predicted are indexes into it. Two models may have different lists. */
  readonly classes: readonly string[];
  readonly truth: Uint32Array;
  readonly predicted: Uint32Array;
}

export interface RegressionEvidence extends Entered {
  readonly task: 'regression';
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

/** Rows that answer queries; the rows of one query share their group. */
export interface RankingEvidence extends Entered {
  readonly task: 'ranking';
  readonly classes: readonly [negative: string, positive: string];
  /** 1 for relevant. */
  readonly truth: Uint8Array;
  /** Empty when there is neither a threshold nor a column of predictions. */
  readonly predicted: Uint8Array;
  /** Higher comes first; any finite number. */
  readonly score: Float64Array;
  readonly group: Uint32Array;
}

/** Labels and predictions of one model, joined, column by column. */
export type Evidence = BinaryEvidence | MulticlassEvidence | RegressionEvidence | RankingEvidence;

/** Both models' evidence, from the same rows in the same order. */
export interface EvidencePair {
  readonly candidate: Evidence;
  readonly champion: Evidence;
}

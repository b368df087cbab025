import { readFileSync } from 'node:fs';
import type { BinaryEvidence, MulticlassEvidence, RegressionEvidence } from '../src/evidence/types.ts';

/** A value of a library; null where it has none. */
type Value = number | null;

export interface BinaryTable {
  readonly truth: readonly number[];
  readonly score: readonly number[];
  /** Scores of a second model on the same rows. */
  readonly other: readonly number[];
  readonly threshold: number;
  readonly accuracy: number;
  readonly precision: Value;
  readonly recall: Value;
  readonly f1: Value;
  readonly 'log-loss': number;
  readonly 'roc-auc': Value;
  readonly 'auc-error': Value;
  readonly 'auc-delta-error': Value;
}

export interface MulticlassTable {
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface RegressionTable {
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  readonly rmse: number;
  readonly mae: number;
}

export interface PairedTable {
  readonly truth: readonly number[];
  readonly predicted: readonly number[];
  readonly other: readonly number[];
  readonly p: number;
  readonly interval: readonly [number, number];
}

interface Reference {
  readonly binary: readonly BinaryTable[];
  readonly multiclass: readonly MulticlassTable[];
  readonly regression: readonly RegressionTable[];
  readonly paired: readonly PairedTable[];
  readonly proportion: readonly {
    readonly successes: number;
    readonly n: number;
    readonly exact: readonly [number, number];
    readonly wilson: readonly [number, number];
  }[];
  readonly midP: readonly { readonly better: number; readonly worse: number; readonly p: number }[];
  readonly normal: readonly { readonly x: number; readonly p: number }[];
  readonly student: readonly { readonly t: number; readonly df: number; readonly p: number }[];
}

/** What scikit-learn and scipy say of seeded tables; `fixtures/make-reference.py` writes it. */
export const reference: Reference = JSON.parse(
  readFileSync(new URL('./fixtures/reference.json', import.meta.url), 'utf8'),
);

/** Evidence whose predictions are the scores cut at the threshold. */
export function binaryEvidence(
  truth: ArrayLike<number>,
  score: ArrayLike<number>,
  threshold = 0.5,
): BinaryEvidence & { readonly score: Float64Array } {
  const scores = Float64Array.from(score);
  return {
    task: 'binary',
    classes: ['0', '1'],
    truth: Uint8Array.from(truth),
    predicted: Uint8Array.from(scores, (value) => Number(value >= threshold)),
    score: scores,
  };
}

export function multiclassEvidence(truth: readonly string[], predicted: readonly string[]): MulticlassEvidence {
  const classes = [...new Set([...truth, ...predicted])].sort();
  const indexes = (labels: readonly string[]) => Uint32Array.from(labels, (label) => classes.indexOf(label));
  return { task: 'multiclass', classes, truth: indexes(truth), predicted: indexes(predicted) };
}

export const regressionEvidence = (truth: readonly number[], predicted: readonly number[]): RegressionEvidence => ({
  task: 'regression',
  truth: Float64Array.from(truth),
  predicted: Float64Array.from(predicted),
});

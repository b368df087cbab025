import type { UndefinedReason } from './estimate.ts';

/** Metrics of two classes that the counts of right and wrong answers settle. */
export type CellMetric = 'accuracy' | 'balanced-accuracy' | 'precision' | 'recall' | 'specificity' | 'f1';

/** Mass (or rows) by true and predicted class, at `2 · truth + predicted`: true negatives, false positives, false negatives, true positives. */
export type Cells = readonly [tn: number, fp: number, fn: number, tp: number];

/** A value with its partial derivatives by the mass of each cell. It has no unit, so Σ cell · slope = 0. */
export interface CellValue {
  readonly value: number;
  readonly slopes: Cells;
  /** Rows that the value is a share of: all, or those with a 1 here. */
  readonly base: Cells;
}

export function cellMetric(metric: CellMetric, cells: Cells): CellValue | { readonly undefined: UndefinedReason } {
  const [tn, fp, fn, tp] = cells;
  switch (metric) {
    case 'accuracy':
      return tn + fp + fn + tp === 0 ? { undefined: 'no-rows' } : share(cells, [1, 0, 0, 1], [1, 1, 1, 1]);
    case 'precision':
      return fp + tp === 0 ? { undefined: 'no-predicted-positives' } : share(cells, [0, 0, 0, 1], [0, 1, 0, 1]);
    case 'recall':
      return fn + tp === 0 ? { undefined: 'no-positives' } : share(cells, [0, 0, 0, 1], [0, 0, 1, 1]);
    case 'specificity':
      return tn + fp === 0 ? { undefined: 'no-negatives' } : share(cells, [1, 0, 0, 0], [1, 1, 0, 0]);
    case 'f1':
      return fp + fn + tp === 0 ? { undefined: 'no-positives' } : share(cells, [0, 0, 0, 2], [0, 1, 1, 2]);
    case 'balanced-accuracy':
      return fn + tp === 0 || tn + fp === 0 ? { undefined: 'one-class' } : balanced(cells);
  }
}

/** Σ hit · cell / Σ of · cell, with the derivatives of a quotient. */
function share(cells: Cells, hit: Cells, of: Cells): CellValue {
  const whole = dot(of, cells);
  const value = dot(hit, cells) / whole;
  const slope = (i: number) => ((hit[i] ?? 0) - value * (of[i] ?? 0)) / whole;
  return { value, slopes: [slope(0), slope(1), slope(2), slope(3)], base: of };
}

function balanced(cells: Cells): CellValue {
  const positive = share(cells, [0, 0, 0, 1], [0, 0, 1, 1]);
  const negative = share(cells, [1, 0, 0, 0], [1, 1, 0, 0]);
  const slope = (i: number) => ((positive.slopes[i] ?? 0) + (negative.slopes[i] ?? 0)) / 2;
  return {
    value: (positive.value + negative.value) / 2,
    slopes: [slope(0), slope(1), slope(2), slope(3)],
    base: [1, 1, 1, 1],
  };
}

export const dot = (a: Cells, b: Cells): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];

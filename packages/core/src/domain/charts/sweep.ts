/** Rows of two classes with their scores; `count` says how many rows an entry stands for. */
export interface ScoredRows {
  /** 1 for the positive class. */
  readonly truth: Uint8Array;
  readonly score: Float64Array;
  readonly count?: Float64Array;
}

/** How many rows of each class have a score of at least `threshold`. */
export interface Step {
  readonly threshold: number;
  readonly positives: number;
  readonly negatives: number;
}

/** One step per distinct score, from the highest down: rows that tie are taken together, never in the order of the file. */
export function sweep({ truth, score, count }: ScoredRows): readonly Step[] {
  const order = Uint32Array.from(score.keys()).sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0));
  const steps: Step[] = [];
  const sum = { positives: 0, negatives: 0 };
  for (const [place, row] of order.entries()) {
    sum[truth[row] === 1 ? 'positives' : 'negatives'] += count?.[row] ?? 1;
    const threshold = score[row] ?? 0;
    const next = order[place + 1];
    if (next === undefined || score[next] !== threshold) steps.push({ threshold, ...sum });
  }
  return steps;
}

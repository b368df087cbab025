/** Distinct scores, rising, with the mass of each class on them. */
export interface Levels {
  /** Index of the level of each entry. */
  readonly of: Uint32Array;
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
}

/** ROC AUC and average precision ask for the same levels of the same, unchanging evidence. */
const known = new WeakMap<Float64Array, Known>();

interface Known {
  readonly truth: ArrayLike<number>;
  readonly mass: Float64Array | undefined;
  readonly levels: Levels;
}

export function levelsOf(truth: ArrayLike<number>, scores: Float64Array, mass?: Float64Array): Levels {
  const before = known.get(scores);
  if (before !== undefined && before.truth === truth && before.mass === mass) return before.levels;
  const levels = compute(truth, scores, mass);
  known.set(scores, { truth, mass, levels });
  return levels;
}

function compute(truth: ArrayLike<number>, scores: Float64Array, mass?: Float64Array): Levels {
  const values = distinct(scores);
  const of = new Uint32Array(scores.length);
  const sums = [new Float64Array(values.length), new Float64Array(values.length)] as const;
  for (let i = 0; i < scores.length; i += 1) {
    const level = placeOf(values, scores[i] ?? 0);
    of[i] = level;
    const ofClass = sums[truth[i] === 1 ? 1 : 0];
    ofClass[level] = (ofClass[level] ?? 0) + (mass?.[i] ?? 1);
  }
  return { of, negatives: sums[0], positives: sums[1] };
}

function distinct(scores: Float64Array): Float64Array {
  const sorted = Float64Array.from(scores).sort();
  let size = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i] ?? 0;
    // 0 and −0 sort apart and are one score.
    if (size > 0 && sorted[size - 1] === value) continue;
    sorted[size] = value;
    size += 1;
  }
  return sorted.subarray(0, size);
}

function placeOf(values: Float64Array, score: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Curve } from '../report.ts';
import type { Step } from './sweep.ts';

const MOST_POINTS = 200;

type Point = readonly [x: number, y: number];

/** False positive rate against recall, from (0, 0) to (1, 1). */
export const roc = (steps: readonly Step[], { positives, negatives }: Step): Curve => ({
  points: thinned([[0, 0], ...steps.map((step): Point => [step.negatives / negatives, step.positives / positives])]),
});

/** Recall against precision, by rising recall; precision without any prediction is 1 by convention. */
export const precisionRecall = (steps: readonly Step[], { positives }: Step): Curve => ({
  points: thinned([
    [0, 1],
    ...steps.map((step): Point => [step.positives / positives, step.positives / (step.positives + step.negatives)]),
  ]),
});

/** At most 200 points, those kept that are furthest along the way since the last one; the ends always stay. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  const lengths = points.map((point, index) => distance(points[Math.max(0, index - 1)] ?? point, point));
  const stride = lengths.reduce((sum, length) => sum + length, 0) / (MOST_POINTS - 2);
  let gone = 0;
  const kept = points.filter((_, index) => {
    gone += lengths[index] ?? 0;
    if (index === 0) return true;
    if (gone < stride || index === points.length - 1) return index === points.length - 1;
    gone -= stride * Math.floor(gone / stride);
    return true;
  });
  return kept;
}

const distance = (from: Point, to: Point): number => Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]);

import type { Report, SliceReport } from '../../domain/report.ts';
import { direction } from './direction.ts';

/** Judged slices, the one that lost most against the champion first; without a champion the lowest value first. */
export function worstSlices({ slices }: Pick<Report, 'slices'>): readonly SliceReport[] {
  return slices.filter(({ hidden }) => hidden !== true).toSorted((a, b) => badness(a) - badness(b));
}

/** Slices with too few rows to be judged, largest first. */
export const hiddenSlices = ({ slices }: Pick<Report, 'slices'>): readonly SliceReport[] =>
  slices.filter(({ hidden }) => hidden === true).toSorted((a, b) => b.rows - a.rows);

/** A slice without a value is worst of all: nothing is known of it. */
function badness({ metric, candidate, delta }: SliceReport): number {
  const value = delta === undefined ? candidate.value : delta.value;
  return value === null ? Number.NEGATIVE_INFINITY : value * direction(metric);
}

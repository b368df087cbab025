import type { Problem } from '../problem.ts';
import { isMissing } from './labels.ts';
import type { Joined } from './types.ts';

const MAX_SAMPLE_IDS = 5;

/** One problem that several rows share, with a few of their ids; none when no row has it. */
export function problemOf(
  file: string,
  path: string,
  ids: readonly string[],
  what: string,
  count = ids.length,
): readonly Problem[] {
  if (count === 0) return [];
  return [{ file, path, message: `${count} ${what}, e.g. ids ${ids.slice(0, MAX_SAMPLE_IDS).join(', ')}.` }];
}

/** A finding about the whole column rather than about rows. */
export function report({ request, problems }: Joined, path: string, message: string): void {
  problems.push({ file: request.source, path, message });
}

/** Adds the problem of the rows that `isBad` finds. */
export function refuse(
  joined: Joined,
  path: string,
  isBad: (row: Joined['rows'][number], index: number) => boolean,
  what: string,
): void {
  const ids = joined.rows.filter(isBad).map(({ id }) => id);
  joined.problems.push(...problemOf(joined.request.source, path, ids, what));
}

export function refuseMissing(joined: Joined, field: 'label' | 'prediction'): void {
  refuse(joined, field, (row) => isMissing(row[field]), `${field}s are empty or NaN`);
}

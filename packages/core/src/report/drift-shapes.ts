import type { Finding } from '@mlops-actions/evaluation';
import { table } from './markdown.ts';
import { sparkline } from './text/history-parts.ts';
import { nameCode } from './text/verdict-parts.ts';

const MOST_COLUMNS = 20;

/** How columns that differ are distributed, as blocks per bin on one scale: below the smallest value first. Empty without any. */
export function driftShapes(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ column, drift }) => {
    if (column === undefined || drift?.bins === undefined) return [];
    const [before, now] = shapesOf(drift.bins);
    return [[nameCode(column), before, now]];
  });
  return rows.length === 0 ? '' : table(['column', 'in training', 'held out'], rows.slice(0, MOST_COLUMNS), []);
}

/** Both on the same scale, so that a full block is the same share on either side. */
function shapesOf({
  reference,
  current,
}: NonNullable<NonNullable<Finding['drift']>['bins']>): readonly [string, string] {
  const shares = [...sharesOf(reference), ...sharesOf(current)];
  const blocks = sparkline([0, ...shares]).slice(1);
  return [blocks.slice(0, reference.length), blocks.slice(reference.length)];
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

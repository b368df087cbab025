import type { Evidence } from '@mlops-actions/evaluation';

/**
 * Whether all rows have the same label, so that a model that knows a single answer would be right on each of them. Rows that weigh
 * nothing are in no metric, and bring no other label.
 */
export function isOneClass({ task, truth, weight }: Evidence): boolean {
  const counts = (row: number) => weight?.[row] !== 0;
  const first = truth.findIndex((_, row) => counts(row));
  return task !== 'regression' && first >= 0 && truth.every((label, row) => label === truth[first] || !counts(row));
}

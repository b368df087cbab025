import type { Evidence } from '@mlops-actions/evaluation';

/** Whether all rows have the same label, so that a model that knows a single answer would be right on each of them. */
export const isOneClass = ({ task, truth }: Evidence): boolean =>
  task !== 'regression' && truth.length > 0 && truth.every((label) => label === truth[0]);

import type { Evaluation, Evidences } from '@mlops-actions/evaluation';

/** An evaluation without slices, of evidence that a test made. */
export const wholeOf = (overall: Evidences): Evaluation => ({
  task: overall.candidate.task,
  rows: overall.candidate.truth.length,
  method: 'exact',
  overall,
  slices: [],
  emptyRules: [],
  slicesLeftOut: 0,
});

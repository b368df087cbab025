import { type ActionResult, requireInputs } from '@mlops-actions/action-kit';
import { refusalOf, reportsOf } from './artifacts.ts';
import type { Asked } from './asked.ts';
import type { CommentOutput } from './inputs.ts';
import { measuredResult } from './outputs.ts';

/** Says whether the reports of a run are few and small enough to be downloaded at all. */
export async function measure(asked: Asked): Promise<ActionResult<CommentOutput>> {
  const { 'run-id': id } = requireInputs(asked.inputs, ['run-id']);
  const reports = await reportsOf(id, asked);
  const refusal = refusalOf(reports);
  if (refusal !== undefined && reports.length > 0)
    asked.context.progress({ type: 'warning', step: 'comment', text: `No report is shown. ${refusal}` });
  return measuredResult(refusal);
}

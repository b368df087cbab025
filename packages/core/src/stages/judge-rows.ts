import type { Evaluation } from '@mlops-actions/evaluation';
import type { JudgeRequest } from '../domain/judge-request.ts';
import { judge, type Verdict } from '../domain/verdict.ts';
import type { MeasureConfig } from './evaluate-rows.ts';
import { readMetricFiles } from './metric-files.ts';
import type { Ports } from './ports.ts';

/** What of a request mlops.yml says, with the numbers of the files that its gates name. */
export async function rulesOf(
  { model, task, validate }: MeasureConfig,
  ports: Pick<Ports, 'objects'>,
): Promise<Omit<JudgeRequest, 'candidate' | 'champion' | 'heldOut'>> {
  const { gates, firstModel, mode } = validate;
  return { model, task, gates, firstModel, mode, files: await readMetricFiles(gates, ports) };
}

/** The verdict on rows as they were measured, which says how many there were. */
export const judgeRows = (request: JudgeRequest, evaluation: Evaluation): Verdict =>
  judge({ ...request, heldOut: { ...request.heldOut, rows: evaluation.rows } }, evaluation);

import type { Undo } from '@mlops-actions/action-kit';
import { connect, stopJobs } from '@mlops-actions/adapters';
import type { JudgeInputs } from './inputs.ts';
import { readJudging } from './judging.ts';

/** Stops the scoring jobs that a cancelled or killed run left running. */
export const undo: Undo<JudgeInputs> = async (resources, inputs, context) =>
  stopJobs(resources, await connect(await readJudging(inputs, context), context, import.meta.url));

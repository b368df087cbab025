import { type ActionContext, readParts } from '@mlops-actions/action-kit';
import { type JudgeInputs, PATHS } from './inputs.ts';

/** What judges the model, where, and who its champion is. Throws INPUT_INVALID, CONFIG_NOT_FOUND and CONFIG_INVALID. */
export const readJudging = (inputs: JudgeInputs, context: ActionContext) =>
  readParts(
    { inputs, paths: PATHS, parts: ['task', 'data', 'train', 'validate', 'serve'], needs: ['training-job'] },
    context,
  );

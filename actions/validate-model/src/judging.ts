import { type ActionContext, readParts } from '@mlops-actions/action-kit';
import { MlopsError } from '@mlops-actions/core';
import { type JudgeInputs, PATHS } from './inputs.ts';

/** What judges the model, where, and who its champion is. Throws INPUT_INVALID, CONFIG_NOT_FOUND and CONFIG_INVALID. */
export async function readJudging(inputs: JudgeInputs, context: ActionContext) {
  refuseOtherChampion(inputs);
  return readParts(
    { inputs, paths: PATHS, parts: ['task', 'data', 'train', 'validate', 'serve'], needs: ['training-job'] },
    context,
  );
}

/** Whose model is to be beaten is part of the gates: beside a file the file and its environment say it. */
function refuseOtherChampion({ config, endpoint }: JudgeInputs): void {
  if (config === undefined || endpoint === undefined) return;
  const message = 'Who the champion is cannot be overridden; it is the model on the endpoint that mlops.yml names.';
  throw new MlopsError('INPUT_INVALID', { problems: [{ input: 'endpoint', message }] });
}

import { inWorkspace, type Run } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { checkData, findTraining, judgePredictions, requireOwnRegistry, validateModel } from '@mlops-actions/core';
import type { JudgeInputs, JudgeOutput } from './inputs.ts';
import { givenPredictions, readJudging } from './judging.ts';
import { toModelResult, toPredictionsResult } from './outputs.ts';

/** Judges the model of a training job, or predictions that were made already, by the gates of a file or of plain inputs. */
export const run: Run<JudgeInputs, JudgeOutput> = async (inputs, context) => {
  const given = givenPredictions(inputs);
  const loaded = await readJudging(inputs, context);
  const { config } = loaded;
  if (given !== undefined) {
    const ports = await connect(loaded, context, import.meta.url);
    return toPredictionsResult(await inWorkspace(loaded, context, () => judgePredictions(config, given, ports)));
  }
  requireOwnRegistry(config);
  const ports = await connect(loaded, context, import.meta.url);
  const training = await findTraining({ name: inputs['training-job'] ?? '', model: config.model }, ports);
  const data = await inWorkspace(loaded, context, () => checkData(config, ports));
  const judged = await validateModel(config, { data, training }, { rerun: inputs.rerun ?? false }, ports);
  return toModelResult(training, judged);
};

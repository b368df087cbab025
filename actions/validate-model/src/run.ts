import { inWorkspace, type Run } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { checkData, findTraining, requireOwnRegistry, validateModel } from '@mlops-actions/core';
import type { JudgeInputs, JudgeOutput } from './inputs.ts';
import { readJudging } from './judging.ts';
import { toResult } from './outputs.ts';

/** Judges the model of a training job by the gates of a file or of plain inputs. */
export const run: Run<JudgeInputs, JudgeOutput> = async (inputs, context) => {
  const loaded = await readJudging(inputs, context);
  const { config } = loaded;
  requireOwnRegistry(config);
  const ports = await connect(loaded, context, import.meta.url);
  const training = await findTraining({ name: inputs['training-job'] ?? '', model: config.model }, ports);
  const data = await inWorkspace(loaded, context, () => checkData(config, ports));
  return toResult(training, await validateModel(config, { data, training }, { rerun: inputs.rerun ?? false }, ports));
};

import { type Run, readParts } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { findTraining, registerJudged } from '@mlops-actions/core';
import { PATHS, type RegisterInputs, type RegisterOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** Registers the model of a training job on the verdict that is on record for it. */
export const run: Run<RegisterInputs, RegisterOutput> = async (inputs, context) => {
  const loaded = await readParts(
    { inputs, paths: PATHS, parts: ['register', 'serve'], needs: ['training-job', 'gate-id'] },
    context,
  );
  const ports = await connect(loaded, context, import.meta.url);
  const training = await findTraining({ name: inputs['training-job'] ?? '', model: loaded.config.model }, ports);
  const gateId = inputs['gate-id'] ?? '';
  return toResult(training, gateId, await registerJudged(loaded.config, { training, gateId }, ports));
};

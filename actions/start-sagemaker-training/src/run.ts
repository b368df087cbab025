import { inWorkspace, type Run } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { requireOwnRegistry, runTraining, type TrainingOptions } from '@mlops-actions/core';
import type { TrainingInputs, TrainingOutput } from './inputs.ts';
import { toResult } from './outputs.ts';
import { readTraining } from './training.ts';

/** Runs, follows or adopts the training job that a file or plain inputs describe. */
export const run: Run<TrainingInputs, TrainingOutput> = async (inputs, context) => {
  const { config, root, prepare } = await readTraining(inputs, context);
  requireOwnRegistry(config);
  const ports = await connect({ config, root }, context, import.meta.url);
  const { channels, image } = await inWorkspace({ root }, context, () => prepare(ports));
  return toResult(config.model, await runTraining(config, channels, image, optionsOf(inputs), ports));
};

function optionsOf(inputs: TrainingInputs): TrainingOptions {
  const entrypoint = inputs.entrypoint ?? (inputs.config === undefined && inputs.script === undefined ? [] : undefined);
  return {
    rerun: inputs.rerun ?? false,
    wait: inputs.wait ?? true,
    onCancel: inputs['on-cancel'] ?? 'stop',
    networkIsolation: inputs['network-isolation'] ?? false,
    encryptInterContainer: inputs['encrypt-inter-container'] ?? false,
    ...(entrypoint === undefined ? {} : { entrypoint }),
  };
}

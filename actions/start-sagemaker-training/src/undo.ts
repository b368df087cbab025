import type { Undo } from '@mlops-actions/action-kit';
import { connect, stopJobs } from '@mlops-actions/adapters';
import type { TrainingInputs } from './inputs.ts';
import { readTraining } from './training.ts';

/** Stops the job that a cancelled or killed run left running, unless it is to be left. */
export const undo: Undo<TrainingInputs> = async (resources, inputs, context) => {
  if (inputs['on-cancel'] === 'leave')
    return resources.map(({ kind, name }) => `The ${kind} job ${name} was left as it is, as on-cancel says.`);
  const { config, root } = await readTraining(inputs, context);
  return stopJobs(resources, await connect({ config, root }, context, import.meta.url));
};

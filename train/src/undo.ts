import { readConfig, type Undo } from '@mlops-actions/action-kit';
import { connect, type StopOutcome } from '@mlops-actions/adapters';
import type { TrainInputs } from './inputs.ts';

const told: Readonly<Record<StopOutcome, string>> = {
  stopped: 'was still running and has been stopped',
  'already-terminal': 'had ended already',
  absent: 'was never started',
  left: 'belongs to another run and goes on',
};

/** Stops the jobs that a cancelled or killed run left running. */
export const undo: Undo<TrainInputs> = async (resources, inputs, context) => {
  const ports = await connect(await readConfig(inputs, context), context, import.meta.url);
  return Promise.all(
    resources.map(async ({ kind, name }) => `The ${kind} job ${name} ${told[await ports.stopJob(kind, name)]}.`),
  );
};

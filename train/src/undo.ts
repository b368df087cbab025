import { readConfig, type Undo } from '@mlops-actions/action-kit';
import { connect, stopJobs } from '@mlops-actions/adapters';
import type { TrainInputs } from './inputs.ts';

/** Stops the jobs that a cancelled or killed run left running. */
export const undo: Undo<TrainInputs> = async (resources, inputs, context) =>
  stopJobs(resources, await connect(await readConfig(inputs, context), context, import.meta.url));

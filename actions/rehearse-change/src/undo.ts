import { requireInputs, type Undo } from '@mlops-actions/action-kit';
import { stopJobs } from '@mlops-actions/adapters';
import type { RehearseInputs } from './inputs.ts';
import { checkedOut, headPlace } from './sides.ts';

/** Stops the jobs that a cancelled or killed rehearsal left running. */
export const undo: Undo<RehearseInputs> = async (resources, given, context) => {
  const { ports } = await checkedOut(headPlace(requireInputs(given, ['head-sha'])), context);
  return stopJobs(resources, ports);
};

import type { Run } from '@mlops-actions/action-kit';
import { trainStage } from '@mlops-actions/core';
import { connect } from './connect.ts';
import type { TrainInputs, TrainOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** The whole train stage at the destination of the config. */
export const run: Run<TrainInputs, TrainOutput> = async (inputs, context) => {
  const { config, ports } = await connect(inputs, context);
  const rerun = inputs.rerun === undefined ? {} : { rerun: inputs.rerun };
  return toResult(await trainStage(config, { destination: ports.destination, ...rerun }, ports));
};

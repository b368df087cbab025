import { inWorkspace, type Run, readConfig } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { trainStage } from '@mlops-actions/core';
import type { TrainInputs, TrainOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** The whole train stage at the destination of the config. */
export const run: Run<TrainInputs, TrainOutput> = async (inputs, context) => {
  const loaded = await readConfig(inputs, context);
  const ports = await connect(loaded, context, import.meta.url);
  const rerun = inputs.rerun === undefined ? {} : { rerun: inputs.rerun };
  const options = { destination: ports.destination, ...rerun };
  return toResult(await inWorkspace(loaded, context, () => trainStage(loaded.config, options, ports)));
};

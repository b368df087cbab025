import type { Run } from '@mlops-actions/action-kit';
import { serveStage } from '@mlops-actions/core';
import { connect } from './connect.ts';
import type { ServeInputs, ServeOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** The whole serve stage at the destination of the config. */
export const run: Run<ServeInputs, ServeOutput> = async (inputs, context) => {
  const { config, ports } = await connect(inputs, context);
  const version = inputs.version === undefined ? {} : { version: inputs.version };
  return toResult(await serveStage(config, { destination: ports.destination, ...version }, ports));
};

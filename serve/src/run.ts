import { type Run, readConfig } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { serveStage } from '@mlops-actions/core';
import type { ServeInputs, ServeOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** The whole serve stage at the destination of the config. */
export const run: Run<ServeInputs, ServeOutput> = async (inputs, context) => {
  const loaded = await readConfig(inputs, context);
  const ports = await connect(loaded, context, import.meta.url);
  const version = inputs.version === undefined ? {} : { version: inputs.version };
  return toResult(await serveStage(loaded.config, { destination: ports.destination, ...version }, ports));
};

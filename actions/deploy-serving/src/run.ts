import { type Run, readParts } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import {
  type ConfigParts,
  findTraining,
  type Ports,
  planServing,
  registerJudged,
  releaseStage,
  rollbackStage,
  serveStage,
} from '@mlops-actions/core';
import { checkMode } from './check-mode.ts';
import { type DeployInputs, type DeployOutput, PATHS } from './inputs.ts';
import { planned, released, served } from './outputs.ts';

/** Deploys, plans, rolls back or releases at the endpoint of a file or of plain inputs. */
export const run: Run<DeployInputs, DeployOutput> = async (inputs, context) => {
  const mode = checkMode(inputs);
  const loaded = await readParts({ inputs, paths: PATHS, parts: ['register', 'serve'] }, context);
  const { config } = loaded;
  const ports = await connect(loaded, context, import.meta.url);
  const { reason, generation, version } = inputs;
  const options = {
    destination: ports.destination,
    ...(reason === undefined ? {} : { reason }),
    ...(generation === undefined ? {} : { generation }),
    ...(version === undefined ? {} : { version }),
  };
  switch (mode) {
    case 'deploy':
      return served(await serveStage(config, { ...options, ...(await judgedVersion(inputs, config, ports)) }, ports));
    case 'plan':
      return planned(await planServing(config, options, ports));
    case 'rollback':
      return served(await rollbackStage(config, options, ports));
    case 'release':
      return released(await releaseStage(config, options, ports));
  }
};

/** The version of a model that was judged and perhaps not yet registered; nothing when no training job is named. */
async function judgedVersion(
  { 'training-job': job, 'gate-id': gateId }: DeployInputs,
  config: ConfigParts<'register' | 'serve'>,
  ports: Ports,
): Promise<{ version?: number }> {
  if (job === undefined || gateId === undefined) return {};
  const training = await findTraining({ name: job, model: config.model }, ports);
  const { version } = await registerJudged(config, { training, gateId }, ports);
  return { version };
}

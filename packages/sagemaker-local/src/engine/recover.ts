import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../contracts.ts';
import { ownerOf } from './arn.ts';
import type { Deployments } from './endpoints/deploy.ts';
import { resolvePlan } from './endpoints/plan.ts';
import type { EndpointRecord } from './endpoints/record.ts';
import type { Endpoints } from './endpoints/state.ts';
import { isTerminal as isEndedProcessing } from './processing/record.ts';
import type { ProcessingJobs } from './processing/state.ts';
import type { Services } from './services.ts';
import type { TrainingJobs } from './training/state.ts';
import { isTerminal as isEndedTraining } from './training/transitions.ts';

/** Makes true again what the records say, after a start: kills what the last server left, fails its jobs, starts its endpoints. */
export async function recoverState(
  services: Services,
  training: TrainingJobs,
  processing: ProcessingJobs,
  endpoints: Endpoints,
  deployments: Deployments,
): Promise<void> {
  services.containers.killLeftovers();
  await rm(join(services.workDir, 'runs'), { recursive: true, force: true });
  for (const { name, value } of training.records.list()) if (!isEndedTraining(value)) training.stopped(name, 'closing');
  for (const { name, value } of processing.records.list())
    if (!isEndedProcessing(value)) processing.stopped(name, 'closing');
  for (const { value } of endpoints.records.list()) recoverEndpoint(services, endpoints, deployments, value);
}

function recoverEndpoint(
  services: Services,
  endpoints: Endpoints,
  deployments: Deployments,
  endpoint: EndpointRecord,
): void {
  const { EndpointName: name, EndpointStatus: status } = endpoint;
  if (status === 'Deleting') deployments.remove(name);
  else if (status === 'Creating') resumeCreation(services, endpoints, deployments, endpoint);
  else if (status !== 'Failed') relaunch(endpoints, deployments, endpoint);
}

/** An endpoint that was in service, or being updated, comes back with what it ran. */
function relaunch(endpoints: Endpoints, deployments: Deployments, endpoint: EndpointRecord): void {
  const { EndpointName: name, EndpointStatus: status, FailureReason: earlier } = endpoint;
  const plan = endpoints.plans.get(name);
  if (plan === undefined) {
    endpoints.failed(name, 'InternalServerError: what the endpoint ran is not known.');
    return;
  }
  endpoints.relaunching(name);
  deployments.relaunch(name, plan, status === 'Updating' ? 'The local server stopped during the update.' : earlier);
}

function resumeCreation(
  services: Services,
  endpoints: Endpoints,
  deployments: Deployments,
  endpoint: EndpointRecord,
): void {
  const { EndpointName: name, EndpointArn: arn, EndpointConfigName: configName } = endpoint;
  try {
    deployments.create(name, resolvePlan(services.store, name, configName, ownerOf(arn)));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // Its configuration or model has been deleted before it was in service.
    endpoints.failed(name, error.message);
  }
}

import type { Engine, EngineDependencies } from '../contracts.ts';
import { openDeployments } from './endpoints/deploy.ts';
import { endpointHandlers } from './endpoints/handlers.ts';
import { invokeEndpoint } from './endpoints/invoke.ts';
import { openEndpoints } from './endpoints/state.ts';
import { openRunningJobs } from './jobs/running-jobs.ts';
import { processingHandlers } from './processing/handlers.ts';
import { openProcessingJobs } from './processing/state.ts';
import { recoverState } from './recover.ts';
import { openServices } from './services.ts';
import { trainingHandlers } from './training/handlers.ts';
import { openInterruptions } from './training/interruptions.ts';
import { openTrainingJobs } from './training/state.ts';

/** How long a program may take to end after SIGTERM when the server closes. */
const closeGraceSeconds = 5;

/** Everything that runs programs: training jobs, processing jobs and endpoints, from process images. */
export function createEngine(deps: EngineDependencies): Engine {
  const services = openServices(deps);
  const training = openTrainingJobs(services);
  const processing = openProcessingJobs(services);
  const endpoints = openEndpoints(services);
  const deployments = openDeployments(services, endpoints);
  const runningTraining = openRunningJobs();
  const runningProcessing = openRunningJobs();
  const interruptions = openInterruptions((name) => training.records.get(name)?.EnableManagedSpotTraining === true);

  return {
    handlers: {
      ...trainingHandlers(services, training, runningTraining, interruptions),
      ...processingHandlers(services, processing, runningProcessing),
      ...endpointHandlers(services, endpoints, deployments),
    },
    invoke: (invocation) => invokeEndpoint(endpoints, services.clock, invocation),
    interrupt: (trainingJob) => interruptions.interrupt(trainingJob),
    recover: () => recoverState(services, training, processing, endpoints, deployments),
    async close() {
      services.closing.abort();
      const jobsEnded = [runningTraining, runningProcessing].map((jobs) => jobs.stopAll('closing'));
      await services.containers.close(closeGraceSeconds);
      await Promise.all([...jobsEnded, deployments.settled()]);
    },
  };
}

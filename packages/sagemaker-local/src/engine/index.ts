import type { Engine, EngineDependencies } from '../contracts.ts';
import { AwsError } from '../contracts.ts';
import { openRunningJobs } from './jobs/running-jobs.ts';
import { openServices } from './services.ts';
import { trainingHandlers } from './training/handlers.ts';
import { openTrainingJobs } from './training/state.ts';
import { isTerminal } from './training/transitions.ts';

/** How long a program may take to end after SIGTERM when the server closes. */
const closeGraceSeconds = 5;

/** Everything that runs programs: jobs, endpoints, and what both need. */
export function createEngine(deps: EngineDependencies): Engine {
  const services = openServices(deps);
  const trainingJobs = openTrainingJobs(services);
  const runningTraining = openRunningJobs();

  return {
    handlers: { ...trainingHandlers(services, trainingJobs, runningTraining) },
    invoke: async ({ endpointName }) => {
      throw new AwsError('ValidationError', `Endpoint ${endpointName} not found.`);
    },
    async recover() {
      services.containers.killLeftovers();
      for (const { name, value } of trainingJobs.records.list()) {
        if (!isTerminal(value)) trainingJobs.stopped(name, 'closing');
      }
    },
    async close() {
      const ended = runningTraining.stopAll('closing');
      await services.containers.stopAll(closeGraceSeconds);
      await ended;
    },
  };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../bundles/scenario.ts';

export type Action = Parameters<Scenario['step']>[0];

/** A step of a workflow; its inputs may be made of the outputs of the steps before, `<action>.<output>`. */
export interface RouteStep {
  readonly action: Action;
  readonly inputs?: (outputs: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** How many of each thing there are when a route was gone to its end. */
export interface Things {
  readonly trainingJobs: number;
  readonly processingJobs: number;
  readonly modelPackages: number;
  readonly models: number;
  readonly endpointConfigs: number;
  readonly endpoints: number;
}

const nothing = { trainingJobs: 0, processingJobs: 0, modelPackages: 0, models: 0, endpointConfigs: 0, endpoints: 0 };
const trained = { ...nothing, trainingJobs: 1 };
const scored = { ...trained, processingJobs: 1 };
const registered = { ...scored, modelPackages: 1 };
const deployed = { ...registered, models: 1, endpointConfigs: 1, endpoints: 1 };
/** The endpoint is one; the generation before the last is kept for a way back. */
const updated = { ...deployed, trainingJobs: 2, processingJobs: 2, modelPackages: 2, models: 2, endpointConfigs: 2 };

const config = { config: 'mlops.yml' };
const other = { config: 'mlops.other.yml' };
const job = (outputs: Readonly<Record<string, string>>) => ({
  ...config,
  'training-job': outputs['actions/start-sagemaker-training.job-name'] ?? '',
});
const judged = (outputs: Readonly<Record<string, string>>) => ({
  ...job(outputs),
  'gate-id': outputs['actions/validate-model.gate-id'] ?? '',
});

const data: RouteStep = { action: 'actions/validate-data', inputs: () => config };
const image: RouteStep = { action: 'actions/build-push-image', inputs: () => config };
// With mlops.yml it checks the data and builds the image as well, or finds both.
const training: RouteStep = { action: 'actions/start-sagemaker-training', inputs: () => config };
const validation: RouteStep = { action: 'actions/validate-model', inputs: job };
const registration: RouteStep = { action: 'actions/register-model', inputs: judged };
const deployment: RouteStep = { action: 'actions/deploy-serving', inputs: judged };

/** The steps up to the one that is cancelled, and what there is once that one was run again. */
export const ROUTES = {
  train: { steps: [{ action: 'train' }], things: registered },
  serve: { steps: [{ action: 'train' }, { action: 'serve' }], things: deployed },
  'serve, a second model': {
    steps: [
      { action: 'train' },
      { action: 'serve' },
      { action: 'train', inputs: () => other },
      { action: 'serve', inputs: () => other },
    ],
    things: updated,
  },
  'validate-data': { steps: [data], things: nothing },
  'build-push-image': { steps: [image], things: nothing },
  'start-sagemaker-training': { steps: [training], things: trained },
  'validate-model': { steps: [training, validation], things: scored },
  'register-model': { steps: [training, validation, registration], things: registered },
  'deploy-serving': { steps: [training, validation, deployment], things: deployed },
} as const satisfies Record<string, { readonly steps: readonly RouteStep[]; readonly things: Things }>;

export type Route = keyof typeof ROUTES;

/** True when the action has something to undo after its job. */
export const hasPost = (action: Action): boolean =>
  /^ {2}post: /m.test(readFileSync(fileURLToPath(new URL(`../../${action}/action.yml`, import.meta.url)), 'utf8'));

/** Counts what is there; a job that was stopped is over and counts no more. */
export async function thingsOf(world: Scenario): Promise<Things> {
  const state = await world.state();
  const standing = (jobs: readonly unknown[], key: string) =>
    jobs.filter((one) => (one as Readonly<Record<string, unknown>>)[key] !== 'Stopped').length;
  return {
    trainingJobs: standing(state.trainingJobs, 'TrainingJobStatus'),
    processingJobs: standing(state.processingJobs, 'ProcessingJobStatus'),
    modelPackages: state.modelPackages.length,
    models: state.models.length,
    endpointConfigs: state.endpointConfigs.length,
    endpoints: state.endpoints.length,
  };
}

import type { TrainingRequest } from '../../src/domain/job-spec.ts';

/** A training job of the model churn that asks for nothing special. */
export const aTrainingRequest = (overrides: Partial<TrainingRequest> = {}): TrainingRequest => ({
  kind: 'training',
  image: `local/churn@sha256:${'a'.repeat(64)}`,
  entrypoint: ['python', 'train.py'],
  environment: {},
  instanceTypes: ['ml.m5.large'],
  volumeSizeGb: 30,
  maxRuntimeSeconds: 60,
  hyperparameters: {},
  channels: {},
  metrics: {},
  ...overrides,
});

import { type ActionDefinition, booleanInput, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import { z } from 'zod';

const text = () => z.string().optional();

const inputs = z.object({
  ...placeInputs,
  task: text(),
  table: text(),
  'held-out-share': text(),
  channels: text(),
  'held-out': text(),
  label: text(),
  id: text(),
  positive: text(),
  'training-job': text(),
  script: text(),
  threshold: text(),
  gates: text(),
  inconclusive: text(),
  'first-model': text(),
  endpoint: text(),
  'instance-type': text(),
  rerun: booleanInput().optional(),
});

export type JudgeInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  task: 'task',
  table: 'data.table',
  'held-out-share': 'data.held-out-share',
  channels: 'data.channels',
  'held-out': 'data.held-out',
  label: 'data.label',
  id: 'data.columns.id',
  positive: 'data.positive',
  script: 'validate.script',
  threshold: 'validate.threshold',
  gates: 'validate.gates',
  inconclusive: 'validate.inconclusive',
  'first-model': 'validate.first-model',
  endpoint: 'serve.endpoint',
  'instance-type': 'train.instance-type',
} as const;

const outputs = [
  'verdict',
  'gate-id',
  'gate-file',
  'model-digest',
  'champion-version',
  'scoring-jobs',
  'metrics',
] as const;

export type JudgeOutput = (typeof outputs)[number];

export const definition: ActionDefinition<JudgeInputs, JudgeOutput> = { name: 'validate-model', inputs, outputs };

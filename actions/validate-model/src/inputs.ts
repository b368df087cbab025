import {
  type ActionDefinition,
  booleanInput,
  DATA_PATHS,
  dataInputs,
  PLACE_PATHS,
  placeInputs,
} from '@mlops-actions/action-kit';
import { z } from 'zod';

const text = () => z.string().optional();

const inputs = z.object({
  ...placeInputs,
  ...dataInputs,
  'training-job': text(),
  predictions: text(),
  labels: text(),
  'champion-predictions': text(),
  'champion-metrics': text(),
  script: text(),
  threshold: text(),
  gates: text(),
  inconclusive: text(),
  'first-model': text(),
  mode: text(),
  slices: text(),
  confidence: text(),
  correction: text(),
  endpoint: text(),
  'instance-type': text(),
  rerun: booleanInput().optional(),
});

export type JudgeInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  ...DATA_PATHS,
  script: 'validate.script',
  threshold: 'validate.threshold',
  gates: 'validate.gates',
  inconclusive: 'validate.inconclusive',
  'first-model': 'validate.first-model',
  mode: 'validate.mode',
  slices: 'validate.slices',
  confidence: 'validate.confidence',
  correction: 'validate.correction',
  endpoint: 'serve.endpoint',
  'instance-type': 'train.instance-type',
} as const;

const outputs = [
  'verdict',
  'gate-id',
  'gate-file',
  'report-file',
  'report-html',
  'metrics-file',
  'model-card',
  'rows',
  'failed-gates',
  'inconclusive-gates',
  'policy',
  'held-out-digest',
  'model-digest',
  'champion-version',
  'scoring-jobs',
  'metrics',
] as const;

export type JudgeOutput = (typeof outputs)[number];

export const definition: ActionDefinition<JudgeInputs, JudgeOutput> = { name: 'validate-model', inputs, outputs };

import type { ActionDefinition } from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  config: z.string().default('mlops.yml'),
  'working-directory': z.string().default('.'),
  environment: z.string().optional(),
  rerun: z.enum(['train', 'validate', 'all'], { error: 'expected train, validate or all' }).optional(),
});

export type TrainInputs = z.infer<typeof inputs>;

const outputs = [
  'outcome',
  'verdict',
  'job-name',
  'model-digest',
  'image-digest',
  'package-version',
  'gate-file',
  'lineage-file',
  'report-file',
  'report-html',
  'metrics-file',
  'model-card',
  'rows',
  'failed-gates',
  'inconclusive-gates',
] as const;

export type TrainOutput = (typeof outputs)[number];

export const definition: ActionDefinition<TrainInputs, TrainOutput> = { name: 'train', inputs, outputs };

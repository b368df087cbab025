import type { ActionDefinition } from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  base: z.string().optional(),
  head: z.string().default('HEAD'),
  configs: z.string().default('**/mlops.yml, **/mlops.*.yml'),
  'working-directory': z.string().default('.'),
});

export type ChangedInputs = z.infer<typeof inputs>;

const outputs = ['matrix', 'any', 'count'] as const;

export type ChangedOutput = (typeof outputs)[number];

export const definition: ActionDefinition<ChangedInputs, ChangedOutput> = { name: 'changed-models', inputs, outputs };

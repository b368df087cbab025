import type { ActionDefinition } from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  base: z.string().optional(),
  head: z.string().default('HEAD'),
  'head-sha': z
    .string()
    .regex(/^[0-9a-f]{40,64}$/, { error: 'expected a full commit id' })
    .optional(),
  configs: z.string().default('**/mlops.yml, **/mlops.*.yml'),
  'working-directory': z.string().default('.'),
});

export type ChangedInputs = z.infer<typeof inputs>;

const outputs = ['matrix', 'data-matrix', 'rehearsal-matrix', 'any', 'count', 'not-evaluated', 'reports'] as const;

export type ChangedOutput = (typeof outputs)[number];

export const definition: ActionDefinition<ChangedInputs, ChangedOutput> = { name: 'changed-models', inputs, outputs };

import type { ActionDefinition } from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  config: z.string().default('mlops.yml'),
  'working-directory': z.string().default('.'),
  environment: z.string().optional(),
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'expected the number of a model package, a whole number from 1' })
    .transform(Number)
    .optional(),
});

export type ServeInputs = z.infer<typeof inputs>;

const outputs = ['outcome', 'endpoint', 'generation', 'model-digest', 'package-version'] as const;

export type ServeOutput = (typeof outputs)[number];

export const definition: ActionDefinition<ServeInputs, ServeOutput> = { name: 'serve', inputs, outputs };

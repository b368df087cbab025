import { type ActionDefinition, booleanInput } from '@mlops-actions/action-kit';
import { parseDuration } from '@mlops-actions/core';
import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/, { error: 'expected a full commit id' });

const duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, { error: 'expected a time such as 20m or 1h' });

const paths = z
  .string()
  .refine((text) => isListOfTexts(text), { error: 'expected a JSON list of paths' })
  .default('[]');

const inputs = z.object({
  config: z.string().default('mlops.yml'),
  'working-directory': z.string().default('.'),
  'base-config': z.string().optional(),
  'base-directory': z.string().default('.mlops/base'),
  'head-sha': sha.optional(),
  'base-sha': sha.optional(),
  'changed-files': paths,
  'max-runtime': duration.optional(),
  train: booleanInput().optional(),
});

export type RehearseInputs = z.infer<typeof inputs>;

const outputs = ['conclusion', 'verdict', 'rules-changed', 'report-file', 'report-html'] as const;

export type RehearseOutput = (typeof outputs)[number];

export const definition: ActionDefinition<RehearseInputs, RehearseOutput> = {
  name: 'rehearse-change',
  inputs,
  outputs,
};

function isListOfTexts(text: string): boolean {
  try {
    return z.array(z.string()).safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

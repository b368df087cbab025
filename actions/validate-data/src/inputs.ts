import {
  type ActionDefinition,
  booleanInput,
  DATA_PATHS,
  dataInputs,
  PLACE_PATHS,
  placeInputs,
} from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  ...placeInputs,
  ...dataInputs,
  schema: z.string().optional(),
  suggest: booleanInput().optional(),
  drift: z.enum(['warn', 'block'], { error: 'expected warn or block' }).default('warn'),
});

export type DataInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  ...DATA_PATHS,
  schema: 'data.schema',
} as const;

const outputs = [
  'outcome',
  'findings',
  'findings-file',
  'profile-file',
  'schema-file',
  'data-digest',
  'channels',
  'held-out-digest',
  'held-out-rows',
] as const;

export type DataOutput = (typeof outputs)[number];

export const definition: ActionDefinition<DataInputs, DataOutput> = { name: 'validate-data', inputs, outputs };

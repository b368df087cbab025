import { type ActionDefinition, DATA_PATHS, dataInputs, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import { z } from 'zod';

const inputs = z.object({
  ...placeInputs,
  ...dataInputs,
});

export type DataInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  ...DATA_PATHS,
} as const;

const outputs = ['outcome', 'data-digest', 'channels', 'held-out-digest', 'held-out-rows'] as const;

export type DataOutput = (typeof outputs)[number];

export const definition: ActionDefinition<DataInputs, DataOutput> = { name: 'validate-data', inputs, outputs };

import { type ActionDefinition, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import { z } from 'zod';

const text = () => z.string().optional();

const inputs = z.object({
  ...placeInputs,
  'training-job': text(),
  'gate-id': z
    .string()
    .regex(/^[0-9a-f]{12}$/, { error: 'expected the output gate-id of validate-model, 12 hexadecimal digits' })
    .optional(),
  approval: text(),
  'instance-type': text(),
});

export type RegisterInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  approval: 'register.approval',
  'instance-type': 'serve.instance-type',
} as const;

const outputs = ['outcome', 'package-version', 'approval', 'model-digest', 'lineage-file'] as const;

export type RegisterOutput = (typeof outputs)[number];

export const definition: ActionDefinition<RegisterInputs, RegisterOutput> = { name: 'register-model', inputs, outputs };

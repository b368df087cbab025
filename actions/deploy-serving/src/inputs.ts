import { type ActionDefinition, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import { z } from 'zod';

const text = () => z.string().optional();

const whole = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: `expected ${what}, a whole number from 1` })
    .transform(Number)
    .optional();

const MODES = ['deploy', 'plan', 'rollback', 'release'] as const;

const inputs = z.object({
  ...placeInputs,
  mode: z.enum(MODES, { error: `expected one of ${MODES.join(', ')}` }).optional(),
  version: whole('the number of a model package'),
  'training-job': text(),
  'gate-id': z
    .string()
    .regex(/^[0-9a-f]{12}$/, { error: 'expected the output gate-id of validate-model, 12 hexadecimal digits' })
    .optional(),
  script: text(),
  endpoint: text(),
  'instance-type': text(),
  'instance-count': text(),
  'startup-timeout': text(),
  smoke: text(),
  approval: text(),
  generation: whole('the number of a generation'),
  reason: z.string().max(1000, { error: 'expected at most 1000 characters' }).optional(),
});

export type DeployInputs = z.infer<typeof inputs>;

export type Mode = (typeof MODES)[number];

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  script: 'serve.script',
  endpoint: 'serve.endpoint',
  'instance-type': 'serve.instance-type',
  'instance-count': 'serve.instance-count',
  'startup-timeout': 'serve.startup-timeout',
  smoke: 'serve.smoke',
  approval: 'register.approval',
} as const;

const outputs = [
  'outcome',
  'endpoint',
  'generation',
  'model-digest',
  'package-version',
  'image-digest',
  'previous-model-digest',
  'plan-file',
] as const;

export type DeployOutput = (typeof outputs)[number];

export const definition: ActionDefinition<DeployInputs, DeployOutput> = { name: 'deploy-serving', inputs, outputs };

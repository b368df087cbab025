import {
  type ActionDefinition,
  booleanInput,
  PLACE_PATHS,
  placeInputs,
  Secret,
  yamlInput,
} from '@mlops-actions/action-kit';
import { z } from 'zod';

const matching = (pattern: RegExp, error: string) => z.string().regex(pattern, { error }).optional();

/** Parted by commas or lines. */
const list = () => z.string().transform((text) => text.split(/[\n,]/).flatMap((item) => item.trim() || []));

const texts = (example: string) =>
  yamlInput(
    z.record(z.string().min(1), z.coerce.string(), { error: `expected a map of texts, e.g. ${example}` }),
  ).optional();

const TAG = /^\w[\w.-]{0,127}$/;

const inputs = z.object({
  ...placeInputs,
  // `github.repository` keeps the capitals of its owner, registries know none.
  repository: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/, { error: 'expected a name without host and tag, e.g. team/churn' })
    .optional(),
  registry: matching(/^[\w.-]+(?::\d+)?$/, 'expected a host, perhaps with a port, e.g. ghcr.io'),
  username: z.string().optional(),
  password: z.instanceof(Secret).optional(),
  context: z.string().optional(),
  dockerfile: z.string().optional(),
  target: z.string().optional(),
  platform: matching(/^linux\/[a-z0-9]+(?:\/v\d+)?$/, 'expected one platform, e.g. linux/amd64'),
  requirements: z.string().optional(),
  exclude: list().optional(),
  'build-args': texts('{ BASE: "python:3.12-slim" }'),
  labels: texts('{ team: fraud }'),
  'image-tags': list()
    .pipe(z.array(z.string().regex(TAG, { error: 'expected tags of letters, digits, ".", "-" and "_"' })))
    .optional(),
  for: z.enum(['sagemaker', 'generic'], { error: 'expected sagemaker or generic' }).optional(),
  'create-repository': booleanInput().optional(),
  force: booleanInput().optional(),
});

export type ImageInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  context: 'image.context',
  dockerfile: 'image.dockerfile',
  requirements: 'image.requirements',
} as const;

const outputs = [
  'status',
  'image',
  'image-digest',
  'repository',
  'registry',
  'tag',
  'content-key',
  'size-bytes',
  'media-type',
  'platform',
  'push-attempts',
] as const;

export type ImageOutput = (typeof outputs)[number];

export const definition: ActionDefinition<ImageInputs, ImageOutput> = {
  name: 'build-push-image',
  inputs,
  outputs,
  secrets: ['password'],
};

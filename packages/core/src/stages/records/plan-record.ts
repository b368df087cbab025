import { z } from 'zod';
import { served } from './ledger-record.ts';

const planned = z.object({
  model: z.string(),
  version: z.int().min(1),
  modelDigest: z.string().describe('SHA-256 of the model archive.'),
  image: z.string().describe('Image by digest.'),
  served: served.exactOptional(),
});

/** A model as an endpoint serves it or would. */
export type PlannedModel = Readonly<z.infer<typeof planned>>;

/** A model that must not be deployed to an endpoint until somebody releases it. */
const quarantined = z
  .object({
    model: z.string(),
    packageVersion: z.int().min(1),
    modelDigest: z.string(),
    image: z.string(),
    since: z.int().min(1).describe('Generation that imposed it: the one that failed its smoke test, or the roll-back.'),
    reason: z.string(),
  })
  .readonly();

export type Quarantined = z.infer<typeof quarantined>;

/** What a deploy would do: `plan.json`. */
export const planRecord = z.object({
  schema: z.literal('plan-v1'),
  endpoint: z.string(),
  destination: z.string(),
  effect: z.enum(['create', 'update', 'unchanged', 'refused']),
  reasons: z.array(z.string()).readonly().describe('Why a deploy would be refused.'),
  current: z
    .object({
      status: z.string(),
      configName: z.string(),
      generation: z.int().min(1).nullable(),
      model: planned.nullable().describe('Null when the endpoint serves none of our generations.'),
    })
    .nullable()
    .describe('Null when there is no endpoint.'),
  wanted: planned.extend({ approval: z.string() }),
  smoke: z.array(z.string()).readonly().describe('Names of the smoke requests.'),
  risks: z
    .array(z.string())
    .readonly()
    .describe('What may come in between: an unfinished deploy of somebody else, an update on its way.'),
  quarantine: z.array(quarantined).readonly().describe('Models that are not deployed to this endpoint.'),
});

export type ServingPlan = Readonly<z.infer<typeof planRecord>>;

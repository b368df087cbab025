import { z } from 'zod';
import { digest } from './values.ts';

/** `lineage.json`: from commit and data to the version, of one verdict. */
export const lineageRecord = z.object({
  schema: z.literal('lineage-v1'),
  model: z.string(),
  commit: z.string().nullable().describe('Commit of the run that judged the model; null from a terminal.'),
  data: z
    .array(z.object({ name: z.string(), path: z.string(), digest: digest.nullable(), rows: z.int().min(0).nullable() }))
    .readonly()
    .describe(
      'Channels of training, then the held-out rows as scoring saw them; no digest for objects kept elsewhere.',
    ),
  image: z.string().describe('Image by digest that trained, scored and serves the model.'),
  training: z.object({ job: z.string(), spec: digest, modelDigest: digest }),
  scoring: z.array(z.string()).readonly().describe('Jobs that made the predictions.'),
  gate: z.object({
    id: z.string(),
    verdict: z.string(),
    mode: z.enum(['dry-run', 'off']).exactOptional().describe('Present when no gate could have kept the model out.'),
  }),
  package: z
    .object({ group: z.string(), version: z.int().min(1) })
    .nullable()
    .describe('Version in the registry; null while there is none.'),
});

export type Lineage = z.infer<typeof lineageRecord>;

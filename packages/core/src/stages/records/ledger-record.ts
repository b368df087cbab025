import { z } from 'zod';

const generation = z.int().min(1);

export const served = z
  .object({
    script: z.string(),
    instanceType: z.string(),
    instanceCount: z.int().min(1),
    startupTimeoutSeconds: z.int().min(1),
  })
  .describe('How the model is served; absent in entries of earlier releases.');

/** What a deploy set out to do. Creating it is taking the generation; it is never changed. */
export const ledgerEntry = z.object({
  schema: z.literal('ledger-v1'),
  endpoint: z.string(),
  generation: generation.describe('Counts the deploys of an endpoint from 1.'),
  spec: z.string().describe('Digest of what is served and how: the same in every generation that serves the same.'),
  model: z.string(),
  packageVersion: z.int().min(1).describe('Version in the registry.'),
  modelDigest: z.string().describe('SHA-256 of the model archive.'),
  image: z.string().describe('Image by digest.'),
  run: z.string().nullable().describe('Run of the workflow that took the generation; null from a terminal.'),
  served: served.exactOptional(),
  action: z
    .enum(['rollback', 'revert'])
    .exactOptional()
    .describe('Why an earlier model is served again: somebody asked, or a smoke test failed. Absent for a deploy.'),
  undoes: generation.exactOptional().describe('Generation that it takes out of service.'),
  revives: generation.exactOptional().describe('Generation whose model it serves again.'),
  reason: z.string().exactOptional(),
});

export type LedgerEntry = Readonly<z.infer<typeof ledgerEntry>>;

/** How a generation ended. The first outcome stands. */
export const ledgerOutcome = z.object({
  schema: z.literal('ledger-outcome-v1'),
  generation,
  outcome: z
    .enum(['deployed', 'rolled-back', 'failed', 'superseded', 'smoke-failed'])
    .describe(
      'rolled-back: the service kept the model before; smoke-failed: it was in service and answered wrongly, and its model is quarantined.',
    ),
  reason: z.string().exactOptional(),
});

export type LedgerOutcome = Readonly<z.infer<typeof ledgerOutcome>>;

/** Lifts the quarantine that one generation imposed. */
export const ledgerRelease = z.object({
  schema: z.literal('ledger-release-v1'),
  generation: generation.describe('Generation that imposed the quarantine: the one that failed, or the roll-back.'),
  reason: z.string().exactOptional(),
  run: z.string().nullable(),
});

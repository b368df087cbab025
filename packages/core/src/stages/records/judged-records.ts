import { z } from 'zod';
import { digest } from './values.ts';

/** One judgement of one candidate on one held-out set. Its place says which. */
export const judgedRecord = z.object({
  schema: z.literal('judged-v1'),
  model: z.string(),
  before: z.int().min(0).describe('How many other candidates had been judged on these rows when this one was.'),
});

/** One verdict in the history of a model. */
export const historyRecord = z.object({
  schema: z.literal('history-v1'),
  at: z.iso.datetime().describe('When the verdict was reached first.'),
  gateId: z.string(),
  verdict: z.string(),
  metric: z.string().describe('Of the first gate.'),
  value: z.number().nullable().describe('On all held-out rows; of a metric that was not measured, that of the gate.'),
  heldOut: digest.describe('SHA-256 of the held-out rows.'),
});

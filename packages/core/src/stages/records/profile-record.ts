import { z } from 'zod';

const count = z.int().min(0);

const column = z.looseObject({
  name: z.string(),
  kind: z.enum(['integer', 'number', 'boolean', 'category', 'timestamp', 'text']),
  missing: count.describe('Rows without a value.'),
  distinct: count.describe('Distinct values; beyond 1,000 an estimate, off by about 3 %.'),
  distinctIs: z.enum(['exact', 'estimate']),
  redacted: z.literal(true).optional().describe('Nothing that was read from a cell is kept.'),
  numbers: z
    .looseObject({
      count,
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      m2: z.number().min(0).describe('Sum of squared distances from the mean.'),
      percentiles: z.array(z.number()).length(101).describe('The values at 0 %, 1 %, …, 100 % of the rows.'),
    })
    .optional()
    .describe('Of numbers; of timestamps in milliseconds since 1970.'),
  bins: z
    .looseObject({
      edges: z.array(z.number()).describe('Rising: smallest value, deciles, just above the largest value.'),
      counts: z.array(count).describe('Rows per bin, open ones at both ends included: one more than edges.'),
    })
    .optional()
    .describe('What later tables are compared with.'),
  top: z
    .looseObject({
      values: z
        .array(z.tuple([z.string(), count]))
        .max(50)
        .describe('Most frequent values with their rows.'),
      other: count.describe('Rows of all other values.'),
    })
    .optional(),
});

/** The form of `profile.json`. */
export const profileRecord = z.looseObject({
  schema: z.literal('profile-v1'),
  table: z.string().describe('Name of the channel.'),
  rows: count,
  columns: z.array(column),
});

import { z } from 'zod';
import { leaf, section } from '../notes.ts';
import { columnName, whole } from './values.ts';

/** More columns multiply to slices that nobody reads. */
const MAX_COLUMNS = 3;
const MAX_EDGES = 50;
const MAX_RULES = 50;

/** A slice of fewer rows says little about a model. */
export const DEFAULT_MIN_ROWS = 30;

export const minRows = () => whole(1, 1_000_000_000, 'a number of rows');

const bins = leaf(z.array(z.number()).min(1).max(MAX_EDGES), {
  expects: 'a rising list of edges between the bins, e.g. [18, 35, 65]',
});

const where = leaf(
  z.record(columnName(), leaf(z.union([z.string(), z.number(), z.boolean()]), { expects: 'one value of the column' })),
  {
    expects: 'a map from columns to values, e.g. { segment: vip }',
    slip: (value) =>
      Object.keys(Object(value)).length === 0
        ? 'There is no column; a rule names one, e.g. { segment: vip }.'
        : undefined,
  },
);

const slice = section(
  {
    name: leaf(z.string().min(1).max(80), { expects: 'a name, e.g. vip' })
      .optional()
      .describe('What gates call it; the columns, or the columns and values of `where`, when absent.'),
    by: leaf(z.array(columnName()).min(1).max(MAX_COLUMNS), {
      expects: `a list of 1 to ${MAX_COLUMNS} columns, e.g. [region]`,
    })
      .optional()
      .describe('One slice for every combination of the values of these columns of the held-out data.'),
    bins: bins
      .optional()
      .describe('Edges between the bins of a single numeric column; a value on an edge belongs above.'),
    where: where.optional().describe('One slice of the rows that have these values.'),
    'min-rows': minRows()
      .optional()
      .meta({ description: 'A smaller slice is listed and not judged.', default: DEFAULT_MIN_ROWS }),
    required: leaf(z.boolean(), { expects: 'true or false' })
      .optional()
      .meta({ description: 'A gate on it fails when no slice of it is large enough to be judged.', default: false }),
  },
  'a rule for slices, e.g. { by: [region], min-rows: 200 }',
);

export const slices = leaf(z.array(slice).max(MAX_RULES), {
  expects: 'a list of rules, e.g. [{ by: [region], min-rows: 200 }]',
});

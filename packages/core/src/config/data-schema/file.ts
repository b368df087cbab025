import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { columnName, duration, path, share, whole } from '../schema/values.ts';

const TYPES = ['number', 'integer', 'category', 'text', 'timestamp', 'boolean'] as const;

const rowCount = () => whole(0, 1_000_000_000, 'a whole number');

const part = (example: string) => share(z.number().min(0).max(1), `a share from 0 to 1, e.g. ${example}`);

const word = leaf(z.union([z.string(), z.number(), z.boolean()]), { expects: 'a value as the data has it' });

const pattern = leaf(z.string().min(1).max(500), {
  expects: 'a regular expression, e.g. "^[^@]+@[^@]+$"',
  slip: (value) => (typeof value === 'string' ? patternSlip(value) : undefined),
});

function patternSlip(text: string): string | undefined {
  try {
    new RegExp(text, 'u');
    return undefined;
  } catch (error) {
    return `${JSON.stringify(text)} is no regular expression: ${(error as Error).message}.`;
  }
}

const yesOrNo = () => leaf(z.boolean(), { expects: 'true or false' });
const bound = () => leaf(z.number(), { expects: 'a number' });

const column = section(
  {
    type: choice(TYPES).describe(
      'What a present value is. A category is compared by name in drift, text is not compared.',
    ),
    required: yesOrNo().optional().meta({ description: 'Whether the column must be there.', default: true }),
    missing: part('0.02').optional().meta({ description: 'Largest share of rows without a value.', default: 0 }),
    min: bound().optional().describe('Smallest value, inclusive. Only numbers and integers.'),
    max: bound().optional().describe('Largest value, inclusive. Only numbers and integers.'),
    values: leaf(z.array(word).min(1).max(10_000), { expects: 'a list of values, e.g. [de, fr]' })
      .optional()
      .describe('All values that may occur, compared as text.'),
    other: part('0.01')
      .optional()
      .meta({ description: 'Largest share of rows with a value outside of `values`.', default: 0 }),
    pattern: pattern
      .optional()
      .describe('Regular expression that every value matches somewhere; write ^ and $ for all of it.'),
    unique: yesOrNo().optional().meta({ description: 'No value occurs twice in a table.', default: false }),
    monotone: yesOrNo()
      .optional()
      .meta({ description: 'Values never fall from row to row. Numbers and timestamps.', default: false }),
    'newest-within': duration('1m', '3650d')
      .optional()
      .describe('The newest value of the training rows is at most this old. Only timestamps.'),
    'exists-in': section(
      {
        file: path('data/products.csv').describe('Table that holds the keys; relative to the folder of mlops.yml.'),
        column: columnName().describe('Its column with the keys.'),
      },
      'a map such as { file: data/products.csv, column: id }',
    )
      .optional()
      .describe('Every value is a key of another table.'),
    redact: yesOrNo().optional().meta({
      description:
        'Its values are printed nowhere: not in messages, samples, reports or the profile. Slices by it are numbered.',
      default: false,
    }),
  },
  'a map such as { type: integer, min: 0 }',
);

/** `data/schema.yml`: what the tables of a model have to hold. */
export const dataSchemaFile = section(
  {
    version: leaf(z.literal(1), { expects: '1, the only version there is' }).describe('Version of this form.'),
    rows: section(
      {
        min: rowCount().optional().describe('Fewest training rows.'),
        max: rowCount().optional().describe('Most training rows.'),
      },
      'a map such as { min: 1000 }',
    )
      .optional()
      .describe('How many rows training may see.'),
    columns: leaf(z.record(columnName(), column), { expects: 'a map from column names to rules' })
      .optional()
      .describe('One rule per column. Training and held-out rows keep the same rules.'),
    'other-columns': choice(['allow', 'forbid'] as const)
      .optional()
      .meta({ description: 'Whether a table may have columns without a rule.', default: 'allow' }),
    duplicates: section(
      {
        'max-share': part('0.01')
          .optional()
          .describe(
            'Largest share of training rows that repeat an earlier row; ids do not count. Without it they are told and allowed.',
          ),
        'max-held-out-share': part('0.01')
          .optional()
          .describe(
            'Largest share of held-out rows that are found in training, whatever their ids; a row with the same id is never allowed. Without it as many as repeats within training explain, and without ids none.',
          ),
      },
      'a map such as { max-share: 0.01 }',
    )
      .optional()
      .describe('How many repeated rows there may be.'),
    drift: section(
      {
        warn: leaf(z.number().min(0).max(10), { expects: 'a number from 0 to 10, e.g. 0.1' })
          .optional()
          .meta({ description: 'Difference from which a column is told.', default: 0.1 }),
        limit: leaf(z.number().min(0).max(10), { expects: 'a number from 0 to 10, e.g. 0.25' })
          .optional()
          .meta({ description: 'Difference from which the data has drifted.', default: 0.25 }),
        ignore: leaf(z.array(columnName()), { expects: 'a list of columns, e.g. [day]' })
          .optional()
          .describe('Columns that are not compared.'),
      },
      'a map such as { warn: 0.1, limit: 0.25 }',
    )
      .optional()
      .describe(
        'How far held-out rows may be from training rows: PSI of numbers, Jensen-Shannon distance of categories. Each limit is raised to what two samples of one population differ by.',
      ),
  },
  'a map of keys',
);

export type DataSchemaFile = z.infer<typeof dataSchemaFile>;

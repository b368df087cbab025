import { z } from 'zod';
import { leaf, section } from '../notes.ts';
import { columnName, path, share } from './values.ts';

/** SageMaker: at most 20 channels, names of letters, digits, dot, hyphen and underscore. */
const MAX_CHANNELS = 20;

const channelName = leaf(z.string().regex(/^[A-Za-z0-9.\-_]{1,64}$/), {
  expects: 'a channel name: letters, digits, ".", "-" and "_", at most 64 characters',
});

const channels = leaf(z.record(channelName, path('data/train.csv')), {
  expects: 'a map from channel names to paths, e.g. { train: data/train.csv }',
  slip: (value) => {
    const count = Object.keys(Object(value)).length;
    if (count === 0) return 'There is no channel; training needs at least one, e.g. { train: data/train.csv }.';
    return count > MAX_CHANNELS ? `There are ${count} channels; SageMaker takes at most ${MAX_CHANNELS}.` : undefined;
  },
});

const columns = section(
  {
    id: columnName()
      .optional()
      .describe('Column that identifies a row. Without it the rows are numbered in the order of the file.'),
    label: columnName().optional().describe('Column to predict. The same as `data.label`.'),
    group: columnName()
      .optional()
      .describe(
        'Column whose equal values belong together, e.g. a customer, or the query of a ranking. A table is split between groups, and intervals allow for them.',
      ),
    weight: columnName().optional().describe('Column that says how much a held-out row counts; 0 or more.'),
  },
  'a map with the keys id, label, group and weight',
);

/** Either one table that is split here, or channels and a held-out file that the user has split. */
export const data = section(
  {
    table: path('data/churn.csv')
      .optional()
      .describe(
        'One CSV file with all rows. It is split by the hash of each row; the split is frozen in `split-lock`.',
      ),
    label: columnName().optional().describe('Column to predict. Short for `columns.label`.'),
    channels: channels
      .optional()
      .describe(
        'All that training sees: channel name → file or folder; copy what lies in S3 in a step before. Needs `held-out`; excludes `table`.',
      ),
    'held-out': path('data/test.csv')
      .optional()
      .describe('CSV file that judges the model. Never mounted in training. Only with `channels`.'),
    columns: columns.optional().describe('Names of the columns with a meaning.'),
    positive: leaf(z.union([z.string().min(1), z.number(), z.boolean()]), {
      expects: 'the positive label as it is written in the data, e.g. 1 or churned',
      // An input gives it as it is, since a label such as >50K is no YAML.
      type: 'text',
    })
      .optional()
      .describe('The positive label of a binary or ranking task, compared as the text that is written here.'),
    schema: path('data/schema.yml')
      .optional()
      .describe('YAML file that says what the columns have to hold; every table is checked by it.'),
    'held-out-share': share(z.number().gt(0).lt(1), 'a share between 0 and 1, e.g. 0.2')
      .optional()
      .meta({ description: 'Share of the rows of `table` that is held out.', default: 0.2 }),
    'split-lock': path('data/split.lock').optional().meta({
      description: 'File that freezes the split of `table`; commit it.',
      default: 'data/split.lock',
    }),
  },
  'a map such as { table: data/churn.csv, label: churned }',
).describe('What the model learns from and what judges it.');

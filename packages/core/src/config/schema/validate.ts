import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { gate, onInconclusive } from './gate.ts';
import { slices } from './slices.ts';
import { pathInImage, share, whole } from './values.ts';

const DEFAULT_EXACT_ROWS = 200_000;

export const validate = section(
  {
    script: pathInImage('model/validate.py')
      .default('model/validate.py')
      .describe('File that scores the held-out rows, without labels.'),
    threshold: share(z.number().min(0).max(1), 'a number from 0 to 1, e.g. 0.5')
      .optional()
      .describe(
        'Binary and ranking tasks: a row counts as positive when its score is at least this. Without it the predictions count as they are.',
      ),
    mode: choice(['enforce', 'dry-run', 'off'], {
      alias: { on: 'enforce', block: 'enforce', warn: 'dry-run', dry: 'dry-run', disabled: 'off', none: 'off' },
    })
      .default('enforce')
      .describe(
        '`dry-run` judges and shows everything and blocks nothing; `off` judges nothing. Both are said in every report.',
      ),
    inconclusive: onInconclusive().default('block').describe('What happens when the evidence of a gate cannot answer.'),
    'first-model': choice(['pass', 'fail'])
      .default('pass')
      .describe('What gates against the champion say when there is none yet.'),
    confidence: share(z.number().gt(0.5).lt(1), 'a number between 0.5 and 1, e.g. 0.95')
      .default(0.95)
      .describe('How sure a comparison with the champion has to be, one-sided.'),
    correction: choice(['holm', 'none'])
      .default('holm')
      .describe('How a gate on many slices allows for the many tests it makes.'),
    'exact-rows': whole(1_000, 100_000_000, 'a number of rows')
      .default(DEFAULT_EXACT_ROWS)
      .describe(
        'Rows up to which every score is kept; beyond, scores are counted in bins, reports say how far that may be off, and a gate that it could turn is inconclusive.',
      ),
    slices: slices.default([]).describe('Parts of the held-out rows that reports show and gates may ask one by one.'),
    gates: leaf(z.array(gate).min(1).max(100), {
      expects: 'a list with at least one gate, e.g. [{ metric: roc-auc, min: 0.80 }]',
    }).describe('A model is registered only when every gate lets it pass.'),
  },
  'a map such as { gates: [{ metric: roc-auc, min: 0.80 }] }',
).describe('How a candidate is judged. Nothing here can be overridden by an environment or an input.');

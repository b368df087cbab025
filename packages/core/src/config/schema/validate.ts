import { METRIC_NAMES } from '@mlops-actions/evaluation';
import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { metricSlip } from './metric-slip.ts';
import { pathInImage, share } from './values.ts';

const onInconclusive = choice(['block', 'warn']);

const gate = section(
  {
    id: leaf(
      z
        .string()
        .max(63)
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      { expects: 'a kebab-case name, e.g. f1-floor' },
    )
      .optional()
      .describe('Name of the gate in verdicts; `<metric>-min`, `<metric>-max` or `<metric>-champion` when absent.'),
    metric: leaf(z.enum(METRIC_NAMES), { expects: `one of ${METRIC_NAMES.join(', ')}`, slip: metricSlip }).describe(
      'What is measured on the held-out rows.',
    ),
    min: leaf(z.number(), { expects: 'a number' }).optional().describe('The value must be at least this.'),
    max: leaf(z.number(), { expects: 'a number' }).optional().describe('The value must be at most this.'),
    vs: leaf(z.literal('champion'), { expects: '"champion"' })
      .optional()
      .describe('Compare with the model that is in service (or the newest approved one) on the same rows.'),
    rule: leaf(z.literal('not-worse'), { expects: '"not-worse"' }).optional().meta({
      description: 'How to compare: refused when shown to be worse by more than `margin`.',
      default: 'not-worse',
    }),
    margin: leaf(z.number().min(0), { expects: 'a number of 0 or more' })
      .optional()
      .meta({ description: 'A drop up to this size is tolerated, in units of the metric.', default: 0 }),
    inconclusive: onInconclusive.optional().describe('Overrides `validate.inconclusive` for this gate.'),
  },
  'a gate, e.g. { metric: roc-auc, min: 0.80 }',
);

export const validate = section(
  {
    script: pathInImage('model/validate.py')
      .default('model/validate.py')
      .describe('File that scores the held-out rows, without labels.'),
    threshold: share(z.number().min(0).max(1), 'a number from 0 to 1, e.g. 0.5')
      .optional()
      .describe(
        'Binary tasks: a row counts as positive when its score is at least this. Without it the predictions count as they are.',
      ),
    inconclusive: onInconclusive.default('block').describe('What happens when the evidence of a gate cannot answer.'),
    'first-model': choice(['pass', 'fail'])
      .default('pass')
      .describe('What gates against the champion say when there is none yet.'),
    gates: leaf(z.array(gate).min(1).max(100), {
      expects: 'a list with at least one gate, e.g. [{ metric: roc-auc, min: 0.80 }]',
    }).describe('A model is registered only when every gate lets it pass.'),
  },
  'a map such as { gates: [{ metric: roc-auc, min: 0.80 }] }',
).describe('How a candidate is judged. Nothing here can be overridden by an environment or an input.');

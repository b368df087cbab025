import { METRIC_NAMES } from '@mlops-actions/evaluation';
import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { minRows } from './slices.ts';
import { path } from './values.ts';

export const CHAMPION_RULES = ['not-worse', 'non-inferior', 'better'] as const;

export const onInconclusive = () =>
  choice(['block', 'warn'], {
    alias: { fail: 'block', error: 'block', pass: 'warn', ignore: 'warn', warning: 'warn' },
  });

/** Any name may stand for a number in a file, so the rules tell which one is a metric of rows. */
const metric = leaf(z.union([z.enum(METRIC_NAMES as readonly [string, ...string[]]), z.string().min(1).max(128)]), {
  expects: `one of ${METRIC_NAMES.join(', ')}, precision-at-5 or recall-at-5 (any number from 1 to 1000)`,
  type: 'text',
});

const number = (what = 'a number') => leaf(z.number(), { expects: what });

const sliceNames = leaf(
  z
    .array(leaf(z.string().min(1).max(256), { expects: 'a column or the name of a rule' }))
    .min(1)
    .max(20),
  {
    expects: 'a list of columns, or of names in "validate.slices", e.g. [region]',
  },
);

export const gate = section(
  {
    id: leaf(
      z
        .string()
        .max(63)
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      { expects: 'a kebab-case name, e.g. f1-floor' },
    )
      .optional()
      .describe('Name of the gate in verdicts; made of metric, rule and slices when absent, e.g. `f1-min`.'),
    metric: metric.describe('What is measured on the held-out rows; with `from`, the name of a number in that file.'),
    min: number().optional().describe('The value must be at least this.'),
    max: number().optional().describe('The value must be at most this.'),
    between: leaf(z.tuple([z.number(), z.number()]), { expects: 'two numbers, e.g. [0.2, 0.4]' })
      .optional()
      .describe('The value must lie between these, ends included.'),
    vs: leaf(z.literal('champion'), { expects: '"champion"' })
      .optional()
      .describe(
        'Compare with the model that is in service (or the newest approved one outside of the quarantine) on the same rows.',
      ),
    rule: choice(CHAMPION_RULES, {
      alias: { 'no-worse': 'not-worse', noninferior: 'non-inferior', superior: 'better' },
    })
      .optional()
      .meta({
        description:
          'How to compare. `not-worse`: refused when shown to be worse and by more than `margin`; `non-inferior`: passes only when a drop of `margin` is ruled out; `better`: passes only when shown to be better.',
        default: 'not-worse',
      }),
    margin: leaf(z.number().min(0), { expects: 'a number of 0 or more' })
      .optional()
      .meta({ description: 'A drop up to this size is tolerated, in units of the metric.', default: 0 }),
    'max-drop': leaf(z.number().min(0), { expects: 'a number of 0 or more' })
      .optional()
      .describe('Instead of `rule`: the largest drop against the champion, on the point values whatever chance does.'),
    'max-drop-percent': leaf(z.number().min(0).max(100), { expects: 'a number from 0 to 100' })
      .optional()
      .describe("The same in percent of the champion's value."),
    slices: sliceNames
      .optional()
      .describe('Asks every slice instead of the whole: columns, or names of rules in `validate.slices`.'),
    'min-rows': minRows().optional().describe('Overrides `min-rows` of the rules for this gate.'),
    'max-gap': leaf(z.number().min(0), { expects: 'a number of 0 or more' })
      .optional()
      .describe('With `slices`: how far the best and the worst slice may lie apart.'),
    from: path('metrics.json')
      .optional()
      .describe(
        'JSON file of the repository, a flat map of numbers, that `metric` is read from instead of being measured.',
      ),
    inconclusive: onInconclusive()
      .optional()
      .describe('Overrides `validate.inconclusive`, which does not reach `better` and `non-inferior`, for this gate.'),
    severity: choice(['block', 'warn'], {
      alias: { error: 'block', fail: 'block', blocking: 'block', critical: 'block', warning: 'warn', info: 'warn' },
    })
      .optional()
      .meta({ description: '`warn`: whatever this gate finds only warns.', default: 'block' }),
  },
  'a gate, e.g. { metric: roc-auc, min: 0.80 }',
);

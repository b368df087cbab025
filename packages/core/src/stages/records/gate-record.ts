import type { FixedMetricName, MetricName } from '@mlops-actions/evaluation';
import { METRIC_NAMES, UNDEFINED_REASONS } from '@mlops-actions/evaluation';
import { z } from 'zod';
import type { GateCode, GateResult, SliceOutcome } from '../../domain/gates/gate.ts';
import { GATE_CODES } from '../../domain/gates/gate-codes.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { digest } from './values.ts';

const WORDS = ['pass', 'warn', 'fail', 'inconclusive', 'identical', 'incomplete', 'off'] as const;
const OUTCOMES = ['pass', 'warn', 'fail', 'inconclusive', 'skipped'] as const;

const metricName: z.ZodType<MetricName> = z.union([
  z.enum(METRIC_NAMES as readonly [FixedMetricName, ...FixedMetricName[]]),
  z.templateLiteral([z.enum(['precision', 'recall']), '-at-', z.int().min(1).max(1_000)]),
]);
const interval = z.tuple([z.number(), z.number()]).readonly();
const count = z.int().min(0);
const gateCode = z.enum(Object.keys(GATE_CODES) as [GateCode, ...GateCode[]]);

const champion = z.object({
  digest,
  image: z.string().exactOptional().describe('Image by digest, when the registry knows it.'),
  version: z.int().min(1).exactOptional().describe('In the registry; absent for what is no version of it.'),
  source: z.enum(['endpoint', 'newest-approved', 'base', 'file', 'columns', 'metrics']),
});

const sliceOutcome: z.ZodType<SliceOutcome> = z.object({
  slice: z.string(),
  rows: count,
  outcome: z.enum(OUTCOMES),
  value: z.number().nullable(),
  interval: interval.exactOptional(),
  champion: z.number().exactOptional(),
  delta: z.number().exactOptional(),
  deltaInterval: interval.exactOptional(),
  pValue: z.number().exactOptional(),
  code: gateCode.exactOptional(),
});

const gate: z.ZodType<GateResult> = z.object({
  id: z.string(),
  metric: z.string().min(1).describe('A metric of the held-out rows, or the name of a number in a file.'),
  from: z.string().exactOptional().describe('The file that the number is of; absent for what was measured.'),
  rule: z.string().describe('The rule as a person reads it.'),
  outcome: z.enum(OUTCOMES),
  value: z.number().nullable(),
  interval: interval.nullable().describe('Two-sided 95 %.'),
  n: count.nullable().describe('Rows behind the value.'),
  champion: z.number().nullable(),
  delta: z.number().nullable().describe('Candidate − champion.'),
  deltaInterval: interval
    .nullable()
    .describe('Each end is a one-sided bound of the confidence asked: two-sided 90 % for 0.95.'),
  confidence: z.number().exactOptional().describe('One-sided, of a comparison that was made; 0.95 when absent.'),
  pValue: z
    .number()
    .exactOptional()
    .describe('One-sided p-value of "worse"; of a slice, corrected for the other slices of the gate.'),
  smallestDropSeen: z.number().nullable().describe('Smallest true drop that is noticed in 8 of 10 tries.'),
  rowsNeeded: z
    .number()
    .exactOptional()
    .describe('Rows with which the margin would be noticed, or the proof would be there.'),
  code: gateCode.nullable().describe('Why a gate did not simply pass or fail on its numbers.'),
  severity: z.enum(['block', 'warn']).exactOptional().describe('`warn`: whatever it finds only warns.'),
  slices: z.array(sliceOutcome).readonly().exactOptional().describe('Of a gate on slices: worst first, at most 200.'),
  file: z.string().exactOptional().describe('Where the gate is written.'),
  line: count.exactOptional(),
  sentence: z.string().describe('The whole finding.'),
});

const figure = z.object({
  value: z.number().nullable(),
  interval: interval.exactOptional(),
  n: count.exactOptional(),
  undefined: z.enum(UNDEFINED_REASONS).exactOptional().describe('Why there is no value.'),
});

const metric = z.object({
  metric: metricName,
  candidate: figure,
  champion: figure.exactOptional(),
  delta: figure.exactOptional(),
});

const square = z.array(z.array(count).readonly()).readonly();

const confusion = z.object({
  classes: z.array(z.string()).readonly(),
  candidate: square.describe('Rows of class t (first index) taken for class p, in the order of classes.'),
  champion: square.exactOptional(),
});

/** `gate.json`: one verdict about one model. */
export const gateRecord: z.ZodType<Verdict> = z.object({
  schema: z.literal('gate-v1'),
  verdict: z.enum(WORDS).describe('`incomplete` until everything is judged; it passes nobody.'),
  model: z.string(),
  task: z.enum(['binary', 'multiclass', 'regression', 'ranking']),
  candidate: z.object({
    digest,
    job: z.string().describe('Empty, as is the image, for predictions that were given as files.'),
    image: z.string(),
    predictions: z.array(z.string()).readonly().exactOptional().describe('The files of predictions that were given.'),
  }),
  champion: champion.exactOptional(),
  heldOut: z.object({ digest, rows: count }),
  gates: z.array(gate).readonly(),
  metrics: z.array(metric).readonly(),
  disagreement: z
    .object({ fixed: count, broken: count })
    .exactOptional()
    .describe('Rows that only one of the two models gets right.'),
  confusion: confusion.exactOptional(),
  mode: z
    .enum(['enforce', 'dry-run', 'off'])
    .exactOptional()
    .describe('`dry-run` judges and blocks nothing, `off` judges nothing; `enforce` when absent.'),
  method: z.enum(['exact', 'histogram']).exactOptional().describe('`histogram`: scores were binned.'),
  bound: z.number().exactOptional().describe('How far the roc-auc of all rows may be off by the bins.'),
  effectiveRows: z.number().exactOptional().describe('Rows that weighted rows are worth.'),
  groups: count.exactOptional().describe('Groups of rows that belong together.'),
  championLevel: z
    .enum(['A', 'B', 'C', 'D'])
    .exactOptional()
    .describe('A: both scored on the same rows; B: a file joined by id; C: stored metrics only; D: no champion.'),
  championRows: count
    .exactOptional()
    .describe('Rows that the champion answered, when these are not all: the two are compared on these.'),
  judgedBefore: count.exactOptional().describe('Other candidates that were judged on these very rows before.'),
});

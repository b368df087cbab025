import type { MetricName } from '@mlops-actions/evaluation';
import { METRIC_NAMES } from '@mlops-actions/evaluation';
import { z } from 'zod';
import type { GateCode, GateResult } from '../../domain/gates/gate.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { digest } from './values.ts';

const WORDS = ['pass', 'warn', 'fail', 'inconclusive', 'identical', 'incomplete'] as const;
const OUTCOMES = ['pass', 'warn', 'fail', 'inconclusive', 'skipped'] as const;

/** A table, so that a new code does not compile before the schema knows it. */
const CODES = {
  METRIC_UNDEFINED: true,
  CHAMPION_METRIC_UNDEFINED: true,
  CHAMPION_EVIDENCE_MISSING: true,
  TOO_FEW_ROWS: true,
  TOO_FEW_DIFFERING_ROWS: true,
  NO_SPREAD: true,
  NO_CHAMPION: true,
  FIRST_MODEL: true,
  IDENTICAL_MODEL: true,
} as const satisfies Record<GateCode, true>;

const metricName = z.enum(METRIC_NAMES as readonly [MetricName, ...MetricName[]]);
const interval = z.tuple([z.number(), z.number()]).readonly();
const count = z.int().min(0);

const champion = z.object({
  digest,
  image: z.string().exactOptional().describe('Image by digest, when the registry knows it.'),
  version: z.int().min(1),
  source: z.enum(['endpoint', 'newest-approved']),
});

const gate: z.ZodType<GateResult> = z.object({
  id: z.string(),
  metric: metricName,
  rule: z.string().describe('The rule as a person reads it.'),
  outcome: z.enum(OUTCOMES),
  value: z.number().nullable(),
  interval: interval.nullable().describe('Two-sided 95 %.'),
  n: count.nullable().describe('Rows behind the value.'),
  champion: z.number().nullable(),
  delta: z.number().nullable().describe('Candidate − champion.'),
  deltaInterval: interval.nullable().describe('Two-sided 90 %: each end is a one-sided 95 % bound.'),
  pValue: z.number().exactOptional().describe('One-sided p-value of "worse".'),
  smallestDropSeen: z.number().nullable().describe('Smallest true drop that is noticed in 8 of 10 tries.'),
  rowsNeeded: z.number().exactOptional().describe('Rows with which a drop as large as the margin is noticed.'),
  code: z
    .enum(Object.keys(CODES) as [GateCode, ...GateCode[]])
    .nullable()
    .describe('Why a gate did not simply pass or fail on its numbers.'),
  sentence: z.string().describe('The whole finding.'),
});

const figure = z.object({
  value: z.number().nullable(),
  interval: interval.exactOptional(),
  n: count.exactOptional(),
  undefined: z
    .enum(['one-class', 'no-score', 'no-predicted-positives', 'no-positives', 'not-for-task', 'no-rows'])
    .exactOptional()
    .describe('Why there is no value.'),
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
  task: z.enum(['binary', 'multiclass', 'regression']),
  candidate: z.object({ digest, job: z.string(), image: z.string() }),
  champion: champion.exactOptional(),
  heldOut: z.object({ digest, rows: count }),
  gates: z.array(gate).readonly(),
  metrics: z.array(metric).readonly(),
  disagreement: z
    .object({ fixed: count, broken: count })
    .exactOptional()
    .describe('Rows that only one of the two models gets right.'),
  confusion: confusion.exactOptional(),
});

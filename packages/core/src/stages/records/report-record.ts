import type { Finding, FindingCode } from '@mlops-actions/evaluation';
import { z } from 'zod';
import { MlopsError } from '../../domain/errors.ts';
import type { Report } from '../../domain/report.ts';
import { gateRecord } from './gate-record.ts';
import { excessOf, MOST_REPORT_BYTES } from './report-caps.ts';
import { digest } from './values.ts';

/** A table, so that a new code does not compile before the schema knows it. */
const FINDING_CODES = {
  FILE_NOT_FOUND: true,
  TABLE_UNREADABLE: true,
  SPLIT_CHANGED: true,
  COLUMN_MISSING: true,
  COLUMN_UNEXPECTED: true,
  TYPE_MISMATCH: true,
  VALUE_MISSING: true,
  VALUE_OUT_OF_RANGE: true,
  VALUE_NOT_IN_DOMAIN: true,
  VALUE_PATTERN_MISMATCH: true,
  VALUE_NOT_UNIQUE: true,
  VALUE_NOT_MONOTONE: true,
  KEY_NOT_FOUND: true,
  DATA_NOT_FRESH: true,
  ROWS_TOO_FEW: true,
  ROWS_TOO_MANY: true,
  ROWS_DUPLICATED: true,
  LABEL_MISSING: true,
  LABELS_CONFLICT: true,
  LABEL_LEAKED: true,
  TEST_ROWS_IN_TRAINING: true,
  TEST_IDS_IN_TRAINING: true,
  TEST_IDS_REUSED: true,
  DISTRIBUTION_DRIFTED: true,
  MISSING_SHARE_DRIFTED: true,
  CATEGORY_UNSEEN: true,
} as const satisfies Record<FindingCode, true>;

const RULES = ['gates', 'scorer', 'held-out', 'threshold', 'schema', 'data'] as const;

const count = z.int().min(0);
const bar = z.strictObject({ from: z.number(), to: z.number(), count });
const bins = z.array(bar).readonly();
const point = z.tuple([z.number(), z.number()]).readonly();
const curve = z.strictObject({ points: z.array(point).readonly() });

const charts = z
  .strictObject({
    roc: curve.exactOptional().describe('False positive rate against recall.'),
    precisionRecall: curve.exactOptional().describe('Recall against precision.'),
    calibration: z
      .array(z.strictObject({ predicted: z.number(), observed: z.number(), count }))
      .readonly()
      .exactOptional()
      .describe('Mean score of a bin against the share of its rows that are positive.'),
    scores: z.strictObject({ negative: bins, positive: bins }).exactOptional(),
    residuals: bins.exactOptional().describe('Prediction − label.'),
  })
  .readonly();

const figure = z.strictObject({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).readonly().exactOptional(),
  n: z.number().min(0).exactOptional(),
  undefined: z.string().exactOptional().describe('Why there is no value.'),
});

const slice = z
  .strictObject({
    rule: z.string(),
    name: z.string(),
    rows: count,
    metric: z.string(),
    candidate: figure,
    champion: figure.exactOptional(),
    delta: figure.exactOptional(),
    hidden: z.literal(true).exactOptional().describe('Too few rows to be judged.'),
  })
  .describe('Both models on some of the rows.');

const rowsPerBin = z.array(count).max(20).readonly();

const finding: z.ZodType<Finding> = z.strictObject({
  code: z.enum(Object.keys(FINDING_CODES) as [FindingCode, ...FindingCode[]]),
  severity: z.enum(['error', 'drift', 'warning']),
  table: z.string(),
  column: z.string().exactOptional(),
  count,
  of: count,
  message: z.string(),
  samples: z.array(z.string()).readonly(),
  file: z.string().exactOptional(),
  line: count.exactOptional(),
  drift: z
    .strictObject({
      measure: z.enum(['psi', 'js']),
      value: z.number(),
      limit: z.number(),
      floor: z.number(),
      bins: z.strictObject({ reference: rowsPerBin, current: rowsPerBin }).exactOptional(),
    })
    .exactOptional(),
});

const historyPoint = z.strictObject({
  at: z.string(),
  version: z.int().min(1).exactOptional(),
  verdict: z.string(),
  metric: z.string(),
  value: z.number().nullable(),
  otherHeldOut: z.literal(true).exactOptional().describe('Judged on other rows: not comparable.'),
});

const commit = z.string().regex(/^[0-9a-f]{7,64}$/, { error: 'expected a commit id' });

const rehearsal = z.strictObject({
  head: commit,
  base: commit,
  changedFiles: z.array(z.string()).readonly(),
  rules: z
    .array(
      z.strictObject({
        what: z.enum(RULES),
        text: z.string(),
        file: z.string(),
        loosens: z.literal(true).exactOptional(),
      }),
    )
    .readonly()
    .describe('What of the judging rules is changed; the rules of the base were used, but for a new model.'),
  isNew: z.literal(true).exactOptional().describe('The base does not have the model: its own rules judge it.'),
  notEvaluated: z.string().exactOptional().describe('Why nothing was judged, which is never a pass.'),
});

const provenance = z.strictObject({
  policy: digest.describe('SHA-256 of gates, threshold and slices, and of the scorer with its content.'),
  heldOut: digest,
  gateId: z.string(),
  commit: z.string().exactOptional(),
  run: z.string().exactOptional(),
});

/** `report.json`: everything that a report shows, as data. */
export const reportRecord = z.strictObject({
  schema: z.literal('report-v1'),
  verdict: gateRecord.describe('As in gate.json.'),
  charts: z.strictObject({ candidate: charts, champion: charts.exactOptional() }),
  slices: z.array(slice).readonly(),
  slicesLeftOut: count,
  samples: z
    .strictObject({ fixed: z.array(z.string()).readonly(), broken: z.array(z.string()).readonly() })
    .exactOptional()
    .describe('Ids of rows that only one of the models gets right, at most 20 each.'),
  findings: z.array(finding).readonly(),
  history: z.array(historyPoint).readonly().describe('Earlier verdicts about the model, oldest first.'),
  judgedBefore: count.describe('Other candidates that were judged on these very held-out rows before.'),
  rehearsal: rehearsal.exactOptional(),
  provenance,
});

/**
 * Reads report.json that anybody may have written, e.g. the artifact of a pull request from a fork. Throws REPORT_INVALID for
 * more than 2 MB, more than 10,000 items in a list, texts longer than 4,096 characters, and every key or value that is not ours.
 */
export function readReport(text: string): Report {
  if (new TextEncoder().encode(text).length > MOST_REPORT_BYTES)
    throw new MlopsError('REPORT_INVALID', { reason: `it is larger than ${MOST_REPORT_BYTES} bytes` });
  const document = jsonIn(text);
  const excess = excessOf(document);
  if (excess !== undefined) throw new MlopsError('REPORT_INVALID', { reason: excess });
  const parsed = reportRecord.safeParse(document);
  if (parsed.success) return parsed.data as Report;
  const [first] = parsed.error.issues;
  const reason = `${first?.path.join('.').slice(0, 200) || 'the report'}: ${first?.message.slice(0, 200) ?? 'no reason'}`;
  throw new MlopsError('REPORT_INVALID', { reason });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MlopsError('REPORT_INVALID', { reason: 'it is no JSON' }, { cause: error });
  }
}

import { z } from 'zod';
import { gateRecord } from './gate-record.ts';
import { historyRecord, judgedRecord } from './judged-records.ts';
import { ledgerEntry, ledgerOutcome, ledgerRelease } from './ledger-record.ts';
import { lineageRecord } from './lineage-record.ts';
import { planRecord } from './plan-record.ts';
import { profileRecord } from './profile-record.ts';
import { reportRecord } from './report-record.ts';

interface RecordSchema {
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

const RECORDS: Readonly<Record<string, RecordSchema>> = {
  'gate.v1': {
    title: 'gate.json',
    description: 'The verdict about one model: every gate, every metric, and against which champion.',
    schema: gateRecord,
  },
  'history.v1': {
    title: '<model>/history/<time>-<gate id>.json',
    description: 'One verdict in the history of a model, which reports draw; only in the bucket.',
    schema: historyRecord,
  },
  'judged.v1': {
    title: 'held-out/sha256-<held-out rows>/<model digest>.json',
    description: 'That a candidate was judged on these held-out rows, and how many were before it; only in the bucket.',
    schema: judgedRecord,
  },
  'ledger.v1': {
    title: 'ledger/<endpoint>/<generation>.json',
    description: 'What a deploy set out to do; creating it takes the generation.',
    schema: ledgerEntry,
  },
  'ledger-outcome.v1': {
    title: 'ledger/<endpoint>/<generation>.outcome.json',
    description: 'How a generation ended.',
    schema: ledgerOutcome,
  },
  'ledger-release.v1': {
    title: 'ledger/<endpoint>.released/<generation>.json',
    description: 'Lifts the quarantine that a generation imposed.',
    schema: ledgerRelease,
  },
  'lineage.v1': {
    title: 'lineage.json',
    description: 'What a model was made of: commit, data, image, jobs, verdict and version.',
    schema: lineageRecord,
  },
  'plan.v1': {
    title: 'plan.json',
    description: 'What a deploy would do: the endpoint now, the model that is wanted, and what speaks against it.',
    schema: planRecord,
  },
  'profile.v1': {
    title: 'profiles/sha256-<data>.json',
    description: 'What the training table held: the baseline that later tables are compared with.',
    schema: profileRecord,
  },
  'report.v1': {
    title: 'report.json',
    description:
      'Everything that a report shows: the verdict, what can be drawn, slices, findings, history and provenance.',
    schema: reportRecord,
  },
};

/**
 * JSON Schemas (draft 7) of the records that outlive a run, by file name without its ending. They allow unknown keys: a later
 * release may add facts to a record, and audits made for an earlier one still read it.
 */
export const recordJsonSchemas = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(RECORDS).map(([name, { title, description, schema }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      return [name, { $schema, title, description, ...rest }];
    }),
  );

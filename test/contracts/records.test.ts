import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Job, startJob } from '../bundles/job.ts';

const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

let job: Job;
beforeAll(async () => {
  job = startJob();
  await job.step('train');
  await job.step('serve');
  job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
  await job.step('train');
}, 120_000);
afterAll(() => job.end());

/** Formats of others, which have schemas of their own. */
const FOREIGN = ['metrics.json', 'model-quality.json'];

/** Every record of the runs: two verdicts with their report and lineage, the ledger of one deploy, the profile of the data. */
const records = () =>
  readdirSync(join(job.home, 'records'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !FOREIGN.includes(basename(file)))
    .map((file) => [file, JSON.parse(readFileSync(join(job.home, 'records', file), 'utf8'))] as const);

/** `gate-v1` is described by `gate.v1.schema.json`. */
const published = ({ schema }: { readonly schema: string }): JsonSchema =>
  JSON.parse(readFileSync(join(SCHEMAS, `${schema.replace(/-(v\d+)$/, '.$1')}.schema.json`), 'utf8'));

/** Published schemas allow keys of later releases; this release writes none that it does not describe. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inside ? { ...inside, additionalProperties: false } : inside;
};

describe('the records of a train and a serve', () => {
  it('are verdicts with reports, lineages, the ledger and the profile of the data', () => {
    const names = records().map(([, record]) => record.schema);

    const twice = ['gate-v1', 'lineage-v1', 'report-v1'];
    expect(names.toSorted()).toEqual([...twice, ...twice, 'ledger-v1', 'profile-v1'].toSorted());
  });

  it('are what the published schemas say, key by key', () => {
    const mistakes = records().flatMap(([file, record]) => {
      const parsed = z.fromJSONSchema(closed(published(record)) as JsonSchema).safeParse(record);
      return parsed.success ? [] : [`${file}: ${z.prettifyError(parsed.error)}`];
    });

    expect(mistakes).toEqual([]);
  });

  it('would not be, with one key too many or one too few', () => {
    const [, record] = records().find(([, { schema }]) => schema === 'gate-v1') ?? [];
    const schema = z.fromJSONSchema(closed(published(record)) as JsonSchema);
    const { candidate: _missing, ...fewer } = record;

    expect([record, { ...record, more: 1 }, fewer].map((one) => schema.safeParse(one).success)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

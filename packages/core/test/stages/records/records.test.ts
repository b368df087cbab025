import { describe, expect, it } from '@jest/globals';
import { gateRecord } from '../../../src/stages/records/gate-record.ts';
import { recordJsonSchemas } from '../../../src/stages/records/json-schemas.ts';
import { aGateResult, aVerdict } from '../../report/results.ts';

describe('the schema of gate.json', () => {
  it('knows every key of a verdict', () => {
    const { champion: _none, ...first } = aVerdict();
    const whole = aVerdict({
      champion: { digest: 'f'.repeat(64), image: 'churn@sha256:1', version: 2, source: 'newest-approved' },
      gates: [aGateResult({ pValue: 0.03, rowsNeeded: 1200, interval: [0.1, 0.2], code: 'TOO_FEW_ROWS', n: 3 })],
      confusion: {
        classes: ['no', 'yes'],
        candidate: [
          [1, 2],
          [3, 4],
        ],
        champion: [
          [1, 2],
          [3, 4],
        ],
      },
    });

    expect(gateRecord.parse(whole)).toEqual(whole);
    expect(gateRecord.parse(first)).toEqual(first);
  });

  it.each([
    ['a word nobody thought of', { verdict: 'fine' }],
    ['no candidate', { candidate: undefined }],
    ['a shortened digest', { heldOut: { digest: 'abc', rows: 3 } }],
    ['another schema', { schema: 'gate-v2' }],
  ])('refuses %s', (_what, change) => {
    expect(gateRecord.safeParse({ ...aVerdict(), ...change }).success).toBe(false);
  });
});

describe('the JSON Schemas of records', () => {
  it('are JSON of draft 7 with a title', () => {
    const schemas = recordJsonSchemas();

    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['gate.v1', 'lineage.v1']));
    for (const schema of Object.values(schemas)) {
      expect(schema).toMatchObject({
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: expect.stringContaining('.json'),
      });
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    }
  });
});

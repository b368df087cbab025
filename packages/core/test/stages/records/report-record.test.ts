import { describe, expect, it } from '@jest/globals';
import { isMlopsError } from '../../../src/domain/errors.ts';
import type { Report } from '../../../src/domain/report.ts';
import { MOST_REPORT_BYTES, withinCaps } from '../../../src/stages/records/report-caps.ts';
import { readReport } from '../../../src/stages/records/report-record.ts';
import { reportText } from '../../../src/stages/records/report-text.ts';
import { aGateResult, aVerdict } from '../../report/results.ts';

const report: Report = {
  schema: 'report-v1',
  verdict: aVerdict(),
  charts: {
    candidate: {
      roc: {
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      calibration: [{ predicted: 0.1, observed: 0.2, count: 5 }],
      scores: { negative: [{ from: 0, to: 0.5, count: 3 }], positive: [] },
    },
  },
  slices: [{ rule: 'region', name: 'region = <b>', rows: 3, metric: 'f1', candidate: { value: null }, hidden: true }],
  slicesLeftOut: 0,
  samples: { fixed: ['1'], broken: [] },
  findings: [
    {
      code: 'TEST_ROWS_IN_TRAINING',
      severity: 'error',
      table: 'train',
      count: 2,
      of: 10,
      message: '2 of its rows are held-out rows too.',
      samples: ['3'],
    },
  ],
  history: [{ at: '2026-11-21T14:00:00Z', verdict: 'pass', metric: 'f1', value: 0.8, otherHeldOut: true }],
  judgedBefore: 3,
  rehearsal: {
    head: 'a'.repeat(40),
    base: 'b'.repeat(40),
    changedFiles: ['model/train.py'],
    rules: [{ what: 'gates', text: 'f1-min: ≥ 0.80 becomes ≥ 0.70', file: 'mlops.yml', loosens: true }],
  },
  provenance: { policy: 'c'.repeat(64), heldOut: 'd'.repeat(64), gateId: '5fc4a4d5b8f7' },
};

const refusal = (text: string): string => {
  try {
    readReport(text);
  } catch (error) {
    if (isMlopsError(error, 'REPORT_INVALID')) return error.details.reason;
    throw error;
  }
  return 'read';
};

describe('readReport', () => {
  it('reads what was written, key by key', () => {
    expect(readReport(JSON.stringify(report))).toEqual(report);
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['another schema', JSON.stringify({ ...report, schema: 'report-v2' }), /^schema: /],
    ['a key of a stranger', JSON.stringify({ ...report, html: '<script>' }), /^the report: Unrecognized key/],
    [
      'a number for a sentence',
      JSON.stringify({ ...report, slices: [{ ...report.slices[0], name: 3 }] }),
      /slices\.0\.name/,
    ],
    [
      'a code nobody knows',
      JSON.stringify({ ...report, findings: [{ ...report.findings[0], code: 'X' }] }),
      /findings\.0\.code/,
    ],
    [
      'an endless number',
      JSON.stringify(report).replace('"judgedBefore":3', '"judgedBefore":1e999'),
      /^judgedBefore: /,
    ],
    [
      'a commit that is none',
      JSON.stringify({ ...report, rehearsal: { ...report.rehearsal, head: '$(id)' } }),
      /rehearsal\.head/,
    ],
    ['too long a text', JSON.stringify({ ...report, history: [{ at: 'x'.repeat(4097) }] }), /longer than 4096/],
    ['too many items', JSON.stringify({ ...report, history: Array(10_001).fill(0) }), /more than 10000 items/],
    ['too deep a nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested deeper than 16/],
    ['too many bytes', `"${'ä'.repeat(MOST_REPORT_BYTES / 2)}"`, /larger than 2000000 bytes/],
  ])('refuses %s', (_what, text, reason) => {
    expect(refusal(text)).toMatch(reason);
  });
});

describe('withinCaps', () => {
  it('cuts what a report may not hold, so that every report of ours can be read again', () => {
    const large = { ...report, samples: { fixed: Array(20_000).fill('x'.repeat(5_000)), broken: [] }, slices: [] };
    const cut = withinCaps({ ...large, samples: { fixed: large.samples.fixed.slice(0, 20), broken: [] } });

    expect(readReport(JSON.stringify(cut)).samples?.fixed[0]).toMatch(/^x{4094} …$/);
    expect(withinCaps(Array(20_000).fill(0))).toHaveLength(10_000);
  });
});

describe('the text of report.json', () => {
  it('holds the whole report, or of a larger one the worst slices of each gate, and can be read again', () => {
    const slice = { slice: 'x'.repeat(120), rows: 100, outcome: 'fail' as const, value: 0.5, delta: -0.1 };
    const gate = { ...aGateResult({}), slices: Array(200).fill(slice) };
    const large = { ...report, verdict: aVerdict({ gates: Array(80).fill(gate) }) };

    expect(readReport(reportText(report))).toEqual(report);
    expect(JSON.stringify(large).length).toBeGreaterThan(MOST_REPORT_BYTES);
    expect(readReport(reportText(large)).verdict.gates[79]?.slices).toHaveLength(10);
  });
});

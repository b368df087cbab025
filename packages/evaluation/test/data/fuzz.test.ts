import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { examine, outcomeOf } from '../../src/data/examine.ts';
import type { ColumnRule, DataSchema } from '../../src/data/schema.ts';
import type { Finding } from '../../src/data/types.ts';
import { bytesSource } from '../../src/read/bytes-source.ts';
import type { ByteSource } from '../../src/read/table.ts';
import { type Random, random } from '../../src/statistics/random.ts';

const CELLS = [
  ...[
    '',
    ' ',
    'NaN',
    'nan',
    'null',
    '0',
    '-0',
    '1',
    '1.0',
    '01',
    '1e999',
    '-1e-320',
    '9007199254740993',
    '0x10',
    '.5',
    '5.',
  ],
  ...[
    'true',
    'FALSE',
    'yes',
    '2026-02-30',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '"',
    '""',
    '"a,b"',
    '"a\nb"',
    'é',
    '\u0000',
    '=1+1',
  ],
  ...['😀', '\uD800', '__proto__', 'constructor', '\uFEFF', '\u2028', 'a'.repeat(5000), '\r', '`|<script>@all #1'],
];
const NAMES = ['id', 'y', 'x', 'a b', '__proto__', '', 'é', 'toString'];
const TYPES = ['number', 'integer', 'category', 'text', 'timestamp', 'boolean'] as const;

const one = <T>(next: Random, values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
const some = <T>(next: Random, values: readonly T[]): readonly T[] => values.filter(() => next() < 0.6);
const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);

function someTable(next: Random, name: string): ByteSource {
  const header = some(next, NAMES);
  const rows = times(Math.floor(next() * 120), () =>
    times(next() < 0.03 ? 3 : header.length, () => (next() < 0.5 ? String(Math.floor(next() * 9)) : one(next, CELLS))),
  );
  const end = one(next, ['\n', '\r\n', '']);
  const csv = `${[header, ...rows].map((row) => row.join(',')).join('\n')}${end}`;
  const jsonl = rows
    .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [header[at] ?? 'more', cell]))))
    .join('\n');
  switch (Math.floor(next() * 8)) {
    case 0:
      return bytesSource(`${name}.jsonl`, jsonl);
    case 1:
      return bytesSource(`${name}.csv.gz`, gzipSync(csv));
    case 2:
      return bytesSource(`${name}.parquet`, csv);
    case 3:
      return bytesSource(`${name}.csv`, new Uint8Array(times(200, () => Math.floor(next() * 256))));
    default:
      return bytesSource(`${name}.csv`, csv);
  }
}

const someRule = (next: Random): ColumnRule => ({
  type: one(next, TYPES),
  required: next() < 0.5,
  missing: one(next, [0, 0.1, 1]),
  other: one(next, [0, 0.5]),
  unique: next() < 0.3,
  monotone: next() < 0.3,
  redact: next() < 0.3,
  ...(next() < 0.5 ? { min: one(next, [-1, 0, 1e308]), max: one(next, [-1, 5]) } : {}),
  ...(next() < 0.3 ? { values: ['0', '1', 'a,b'] } : {}),
  ...(next() < 0.3 ? { pattern: /^(a+)+$|^\d/u } : {}),
  ...(next() < 0.3 ? { newestWithin: 1000 } : {}),
  ...(next() < 0.3 ? { existsIn: { file: one(next, ['keys.csv', 'none.csv']), column: 'id' } } : {}),
});

const someSchema = (next: Random): DataSchema => ({
  file: 'data/schema.yml',
  rows: one(next, [{}, { min: 50 }, { max: 3 }]),
  columns: new Map(some(next, NAMES).map((name) => [name, someRule(next)])),
  otherColumns: one(next, ['allow', 'forbid']),
  ...(next() < 0.5 ? { maxDuplicateShare: one(next, [0, 0.5]) } : {}),
  drift: { warn: one(next, [0, 0.1]), limit: 0.25, ignore: ['x'] },
});

/** A sentence, whole numbers, few samples, and figures that are numbers. */
const isSound = ({ message, count, of, samples, drift }: Finding): boolean =>
  /^\S.*[.?]$/s.test(message) &&
  !/NaN %|undefined|Infinity %/.test(message) &&
  [count, of].every((rows) => Number.isInteger(rows) && rows >= 0) &&
  samples.length <= 20 &&
  (drift === undefined || [drift.value, drift.limit, drift.floor].every(Number.isFinite));

it('answers 2,000 random tables and schemas with findings, never with a crash', async () => {
  const next = random(5);
  let unreadable = 0;
  const codes = new Set<string>();
  const faults: string[] = [];
  for (let round = 0; round < 2000; round += 1) {
    const shared = someTable(next, 'same');
    const train = next() < 0.1 ? shared : someTable(next, 'train');
    const { outcome, findings, profile } = await examine({
      training: [{ name: 'train', files: [train], main: true, strict: next() < 0.5 }],
      heldOut: { name: 'held-out', files: [next() < 0.1 ? shared : someTable(next, 'test')] },
      label: 'y',
      ...(next() < 0.5 ? { id: 'id' } : {}),
      ...(next() < 0.8 ? { schema: someSchema(next) } : {}),
      references: new Map([['keys.csv', someTable(next, 'keys')]]),
      now: 0,
    });

    if (outcome !== outcomeOf(findings)) faults.push(`round ${round} is ${outcome}`);
    for (const finding of findings) {
      codes.add(finding.code);
      if (finding.code === 'TABLE_UNREADABLE') unreadable += 1;
      if (!isSound(finding)) faults.push(JSON.stringify(finding));
    }
    if (profile !== undefined && /[:,[]null/.test(JSON.stringify(profile))) faults.push(JSON.stringify(profile));
  }

  expect(faults).toEqual([]);
  expect(unreadable).toBeGreaterThan(500);
  expect(codes.size).toBeGreaterThan(18);
});

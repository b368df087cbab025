import { describe, expect, it } from '@jest/globals';
import { examine } from '../../src/data/examine.ts';
import { suggest } from '../../src/data/suggest.ts';
import { bytesSource } from '../../src/read/bytes-source.ts';

const LANDS = ['de', 'no', '49'];
const row = (index: number) =>
  [
    `o-${index}`,
    20 + (index % 50),
    index / 8 - 3,
    LANDS[index % 3],
    index % 4 === 0 ? '' : 'true',
    `2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
  ].join(',');
const TABLE = [
  'order id,age,balance,land,member,at',
  ...Array.from({ length: 200 }, (_, index) => row(index)),
  '',
].join('\n');

async function suggested(header: string, rows: readonly string[], redacted: ReadonlySet<string> = new Set()) {
  const source = bytesSource('train.csv', [header, ...rows, ''].join('\n'));
  const { profile } = await examine({
    training: [{ name: 'train', files: [source], main: true, strict: true }],
    redacted,
    now: 0,
  });
  return profile === undefined ? '' : suggest(profile);
}

const NAMES = ['Ada Lovelace', 'Grace Hopper', 'Mary Jackson', 'Emmy Noether'];

describe('a suggestion repeats no value that may name somebody', () => {
  it.each<[what: string, values: readonly string[]]>([
    ['names of a small table', NAMES],
    [
      'names that few rows share',
      Array.from({ length: 60 }, (_, row) => `person ${String.fromCharCode(97 + (row % 20))}`),
    ],
    ['addresses', Array.from({ length: 40 }, (_, row) => `${row % 2 === 0 ? 'ada' : 'grace'}@example.org`)],
    [
      'numbers of phones',
      Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? '+44 20 7946 0018' : '020-7946-0958')),
    ],
    ['what is redacted', Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 'de' : 'fr'))],
  ])('%s', async (what, values) => {
    const text = await suggested(
      'who,n',
      values.map((value, row) => `${value},${row}`),
      new Set(what === 'what is redacted' ? ['who'] : []),
    );

    expect(text).not.toContain('values:');
    expect(text).toMatch(/ {2}who: .*redact: true/);
  });

  it('but those that nearly all rows share, with room for the others', async () => {
    const lands = Array.from({ length: 200 }, (_, row) => (row < 3 ? `land ${row}` : row % 2 === 0 ? 'de' : 'fr'));

    expect(
      await suggested(
        'land,n',
        lands.map((land, row) => `${land},${row % 7}`),
      ),
    ).toContain('land: { type: category, values: [fr, de], other: 0.03 }');
  });

  it('and no range of the numbers that only number rows', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `${884_100_000 + row},${row % 7}`);

    expect(await suggested('person,n', rows)).toMatch(/person: \{ type: integer \} +# 200 distinct.*unique: true\?/);
  });
});

it('suggests what was seen, loosened, as a file that a person corrects', async () => {
  const { profile } = await examine({
    training: [{ name: 'train', files: [bytesSource('train.csv', TABLE)], main: true, strict: true }],
    now: 0,
  });

  expect(profile === undefined ? '' : suggest(profile).replace(/ {2,}#/g, ' #')).toMatchInlineSnapshot(`
"# Suggested from the 200 rows of table "train". It says what was seen, loosened a little; correct it to what is right.
# yaml-language-server: $schema=https://raw.githubusercontent.com/org/mlops-actions/v1/schemas/data-schema.v1.schema.json
version: 1
rows: { min: 100 }
columns:
  "order id": { type: text } # 200 distinct, unique: true?, redact: true?
  age: { type: integer, min: 15, max: 74 } # 50 distinct, mean 44.5
  balance: { type: number, min: -5.49, max: 24.4 } # 200 distinct, mean 9.4375
  land: { type: category, values: [de, "no", "49"] } # 3 distinct
  member: { type: boolean, missing: 0.38 } # 1 distinct, 25 % missing
  at: { type: timestamp } # 28 distinct
other-columns: allow # forbid: a new column makes the data invalid
# duplicates: { max-share: 0 } # training rows that repeat another one
drift: { warn: 0.1, limit: 0.25 } # of held-out rows against training; "ignore: [day]" leaves columns out
"
`);
});

import { expect, it } from '@jest/globals';
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

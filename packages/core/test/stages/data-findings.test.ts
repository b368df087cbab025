import { describe, expect, it } from '@jest/globals';
import type { Finding } from '@mlops-actions/evaluation';
import type { ChannelData, TableData } from '../../src/config/types.ts';
import { isMlopsError } from '../../src/domain/errors.ts';
import { judgeData } from '../../src/stages/check-data.ts';
import { judgeDataStage } from '../../src/stages/judge-data.ts';
import { world } from './world.ts';

const HEADER = 'id,age,country,at,y';
const rows = (count: number, first: number, row: (index: number) => string) =>
  [HEADER, ...Array.from({ length: count }, (_, index) => row(first + index)), ''].join('\n');
/** Rows that no rule below finds fault with; `edit` breaks some of them. */
const table = (count: number, first: number, edit: (line: string, index: number) => string = (line) => line) =>
  rows(count, first, (index) =>
    edit(
      `r${index},${20 + ((index * 7) % 60)},${index % 2 === 0 ? 'de' : 'fr'},${minute(index)},${(index * 11) % 3 === 0 ? 1 : 0}`,
      index,
    ),
  );

const minute = (index: number) => `${new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString().slice(0, 19)}Z`;

const TRAIN = table(200, 0);
const TEST = table(100, 1000);

const body = (text: string) => text.slice(text.indexOf('\n') + 1);
/** Some rows of a table, without its header, under ids that there are nowhere else. */
const renamed = (text: string, from: number, to: number) =>
  body(text)
    .split('\n')
    .slice(from, to)
    .map((line) => `new-${line}\n`)
    .join('');
/** The table with ids that count its rows. */
const numbered = (text: string, first: number) => {
  const [header, ...lines] = text.trim().split('\n');
  return [header, ...lines.map((line, row) => line.replace(/^[^,]+/, String(first + row))), ''].join('\n');
};

const config = (change: Partial<ChannelData> = {}): { readonly data: ChannelData } => ({
  data: {
    kind: 'channels',
    channels: { train: 'train.csv' },
    heldOut: 'test.csv',
    columns: { id: 'id', label: 'y' },
    ...change,
  },
});

interface Case {
  readonly train?: string;
  readonly test?: string;
  readonly schema?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** A file of another channel. */
  readonly catalogue?: string;
}

async function judge({ train = TRAIN, test = TEST, schema, files = {}, catalogue }: Case) {
  const at = world();
  const all = {
    'train.csv': train,
    'test.csv': test,
    ...files,
    ...(schema === undefined ? {} : { 'schema.yml': schema }),
  };
  for (const [path, text] of Object.entries(all)) at.objects.set(path, text);
  const more = {
    ...(schema === undefined ? {} : { schema: 'schema.yml' }),
    ...(catalogue === undefined ? {} : { channels: { train: 'train.csv', catalogue } }),
  };
  const judged = await judgeData(config(more), at.ports);
  return { ...judged, objects: at.objects };
}

const schema = (columns: string, more = '') => `version: 1\ncolumns:\n  ${columns}\n${more}`;
const told = ({ code, severity, table: name, column, count, line }: Finding) =>
  [code, severity, [name, column].filter((part) => part !== undefined).join('.'), count, line ?? 0] as const;

/** A line of training with another value in one of its columns. */
const edited = (index: number, column: number, value: string) =>
  table(200, 0, (line, row) => (row === index ? line.split(',').with(column, value).join(',') : line));

describe('what is wrong with a table is found, counted and placed', () => {
  const cases: readonly (readonly [name: string, given: Case, findings: readonly (readonly unknown[])[]])[] = [
    ['nothing', { schema: schema('age: { type: integer, min: 17, max: 120 }') }, []],
    [
      'a value above the range',
      { train: edited(3, 1, '999'), schema: schema('age: { type: integer, max: 120 }') },
      [['VALUE_OUT_OF_RANGE', 'error', 'train.age', 1, 5]],
    ],
    [
      'text for a number',
      { train: edited(3, 1, 'old'), schema: schema('age: { type: integer }') },
      [['TYPE_MISMATCH', 'error', 'train.age', 1, 5]],
    ],
    [
      'a fraction for an integer',
      { train: edited(3, 1, '20.5'), schema: schema('age: { type: integer }') },
      [['TYPE_MISMATCH', 'error', 'train.age', 1, 5]],
    ],
    [
      'a missing value',
      { train: edited(3, 1, 'NaN'), schema: schema('age: { type: integer }') },
      [['VALUE_MISSING', 'error', 'train.age', 1, 5]],
    ],
    [
      'a missing value that is allowed',
      { train: edited(3, 1, ''), schema: schema('age: { type: integer, missing: 0.01 }') },
      [],
    ],
    [
      'a value outside of the domain',
      { train: edited(4, 2, 'xx'), schema: schema('country: { type: category, values: [de, fr] }') },
      [['VALUE_NOT_IN_DOMAIN', 'error', 'train.country', 1, 6]],
    ],
    [
      'a value outside of the domain that is allowed',
      { train: edited(4, 2, 'xx'), schema: schema('country: { type: category, values: [de, fr], other: 0.01 }') },
      [],
    ],
    [
      'a text of another form',
      { train: edited(4, 2, 'x1'), schema: schema('country: { type: text, pattern: "^[a-z]+$" }') },
      [['VALUE_PATTERN_MISMATCH', 'error', 'train.country', 1, 6]],
    ],
    [
      'a value that occurs twice',
      { train: edited(4, 0, 'r3'), schema: schema('id: { type: text, unique: true }') },
      [['VALUE_NOT_UNIQUE', 'error', 'train.id', 1, 6]],
    ],
    [
      'a key of no other table',
      {
        schema: schema('country: { type: category, exists-in: { file: lands.csv, column: land } }'),
        files: { 'lands.csv': 'land\nfr\n' },
      },
      [
        ['KEY_NOT_FOUND', 'error', 'train.country', 100, 2],
        ['KEY_NOT_FOUND', 'error', 'held-out.country', 50, 2],
      ],
    ],
    [
      'a table of keys that is not there',
      { schema: schema('country: { type: category, exists-in: { file: lands.csv, column: land } }') },
      [['FILE_NOT_FOUND', 'error', 'schema.country', 1, 3]],
    ],
    [
      'a column that is not there',
      { schema: schema('job: { type: text }') },
      [
        ['COLUMN_MISSING', 'error', 'train.job', 1, 0],
        ['COLUMN_MISSING', 'error', 'held-out.job', 1, 0],
      ],
    ],
    ['a column that need not be there', { schema: schema('job: { type: text, required: false }') }, []],
    [
      'columns without a rule',
      { schema: schema('id: { type: text }', 'other-columns: forbid\n') },
      ['train', 'held-out'].flatMap((name) =>
        ['age', 'country', 'at', 'y'].map((column) => ['COLUMN_UNEXPECTED', 'error', `${name}.${column}`, 1, 0]),
      ),
    ],
    [
      'too few rows',
      { schema: schema('id: { type: text }', 'rows: { min: 201 }\n') },
      [['ROWS_TOO_FEW', 'error', 'train', 200, 0]],
    ],
    [
      'too many rows',
      { schema: schema('id: { type: text }', 'rows: { max: 199 }\n') },
      [['ROWS_TOO_MANY', 'error', 'train', 200, 0]],
    ],
    ['old rows', { schema: schema('at: { type: timestamp, newest-within: 7d }') }, []],
    [
      'rows out of order',
      { train: edited(30, 3, '2025-01-01'), schema: schema('id: { type: text }\n  age: { type: integer }', '') },
      [],
    ],
    [
      'a repeated row',
      { train: edited(60, 1, '20').replace(/^r60,.*$/m, `r60${TRAIN.split('\n')[1]?.slice(2)}`) },
      [['ROWS_DUPLICATED', 'warning', 'train', 1, 62]],
    ],
    [
      'more repeated rows than allowed',
      {
        train: edited(60, 1, '20').replace(/^r60,.*$/m, `r60${TRAIN.split('\n')[1]?.slice(2)}`),
        schema: schema('id: { type: text }', 'duplicates: { max-share: 0 }\n'),
      },
      [['ROWS_DUPLICATED', 'error', 'train', 1, 62]],
    ],
    [
      'a held-out row without a label',
      { test: TEST.replace(/,[01]$/m, ',') },
      [['LABEL_MISSING', 'error', 'held-out.y', 1, 2]],
    ],
    [
      'a held-out id that occurs twice',
      { test: TEST.replace('\nr1001,', '\nr1000,') },
      [['VALUE_NOT_UNIQUE', 'error', 'held-out.id', 1, 3]],
    ],
    [
      'held-out rows without an id, which no prediction could answer',
      { test: TEST.replace('\nr1000,', '\n,').replace('\nr1001,', '\n,') },
      [['VALUE_MISSING', 'error', 'held-out.id', 2, 2]],
    ],
    [
      'held-out rows without an id, whatever the schema allows',
      { test: TEST.replace('\nr1000,', '\n,'), schema: schema('id: { type: text, missing: 0.5 }') },
      [['VALUE_MISSING', 'error', 'held-out.id', 1, 2]],
    ],
    [
      'held-out rows without an id, which the schema allows no more than we do',
      { test: TEST.replace('\nr1000,', '\n,'), schema: schema('id: { type: text }') },
      [['VALUE_MISSING', 'error', 'held-out.id', 1, 2]],
    ],
    ['no held-out row', { test: `${HEADER}\n` }, [['ROWS_TOO_FEW', 'error', 'held-out', 0, 0]]],
    [
      'held-out rows in training',
      { train: `${TRAIN}${TEST.split('\n').slice(1, 4).join('\n')}\n` },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'copies of held-out rows under new ids',
      { train: `${TRAIN}${renamed(TEST, 0, 3)}` },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'copies of held-out rows under new ids, in a training with one more column',
      { train: `${TRAIN}${renamed(TEST, 0, 3)}`.replace(/$/gm, ',1').replace(/,1$/m, ',more').replace(/\n,1$/, '\n') },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'copies of held-out rows under new ids, in tables that each have a column of their own',
      {
        train: `${TRAIN}${renamed(TEST, 0, 3)}`.replace(HEADER, `${HEADER},fold`).replace(/(,[01])$/gm, '$1,a'),
        test: TEST.replace(HEADER, `${HEADER},part`).replace(/(,[01])$/gm, '$1,a'),
      },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'copies of held-out rows under new ids, as many as are allowed',
      {
        train: `${TRAIN}${renamed(TEST, 0, 3)}`,
        schema: schema('id: { type: text }', 'duplicates: { max-held-out-share: 0.03 }\n'),
      },
      [['TEST_ROWS_IN_TRAINING', 'warning', 'train', 3, 202]],
    ],
    [
      'copies of held-out rows, whatever share is allowed',
      {
        train: `${TRAIN}${TEST.split('\n').slice(1, 4).join('\n')}\n`,
        schema: schema('id: { type: text }', 'duplicates: { max-held-out-share: 0.03 }\n'),
      },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'more held-out rows in a training without ids than are allowed',
      {
        train: `${TRAIN}${TEST.split('\n').slice(1, 4).join('\n')}\n`.replace(/^[^,]+,/gm, ''),
        schema: schema('age: { type: integer }', 'duplicates: { max-held-out-share: 0.02 }\n'),
      },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'exactly the share of held-out rows that is allowed, which no binary number is',
      {
        train: `${TRAIN}${renamed(TEST, 0, 29)}`,
        schema: schema('id: { type: text }', 'duplicates: { max-held-out-share: 0.29 }\n'),
      },
      [['TEST_ROWS_IN_TRAINING', 'warning', 'train', 29, 202]],
    ],
    [
      'exactly the share of missing values that is allowed',
      {
        train: table(200, 0, (line, row) => (row < 58 ? line.replace(/^[^,]+/, '') : line)),
        schema: schema('id: { type: text, missing: 0.29 }'),
      },
      [],
    ],
    [
      'exactly the share of repeated rows that is allowed',
      {
        train: table(100, 0, (line, row) =>
          row < 59 && Math.floor(row / 3) % 2 === 1 ? (table(1, row - 3).split('\n')[1] ?? '') : line,
        ),
        schema: schema('id: { type: text }', 'duplicates: { max-share: 0.29 }\n'),
      },
      [['ROWS_DUPLICATED', 'warning', 'train', 29, 5]],
    ],
    [
      'copies of held-out rows under new ids, whose numbers are spelled otherwise',
      { train: `${TRAIN}${renamed(TEST, 0, 3).replace(/(\d+),(de|fr)/g, '$1.0,$2')}` },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'as many equal rows under other ids as there are within training',
      { train: `${TRAIN}${renamed(TRAIN, 0, 20)}${renamed(TEST, 0, 12)}` },
      [
        ['ROWS_DUPLICATED', 'warning', 'train', 20, 202],
        ['TEST_ROWS_IN_TRAINING', 'warning', 'train', 12, 222],
      ],
    ],
    [
      'more equal rows under other ids than repeats within training explain',
      { train: `${TRAIN}${renamed(TRAIN, 0, 20)}${renamed(TEST, 0, 50)}` },
      [
        ['TEST_ROWS_IN_TRAINING', 'error', 'train', 50, 222],
        ['ROWS_DUPLICATED', 'warning', 'train', 20, 202],
      ],
    ],
    [
      'copies under new ids, where training holds each of its rows several times',
      { train: `${TRAIN}${body(TRAIN)}${body(TRAIN)}${renamed(TEST, 0, 3)}` },
      [
        ['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 602],
        ['ROWS_DUPLICATED', 'warning', 'train', 400, 202],
      ],
    ],
    [
      'the same numbers in tables that number their rows',
      { train: numbered(TRAIN, 0), test: numbered(TEST, 0) },
      [['TEST_IDS_REUSED', 'warning', 'train.id', 100, 2]],
    ],
    ['other numbers in tables that number their rows', { train: numbered(TRAIN, 0), test: numbered(TEST, 200) }, []],
    [
      'the same numbers where only one table numbers its rows',
      { train: numbered(TRAIN, 0), test: numbered(TEST, 150) },
      [['TEST_IDS_IN_TRAINING', 'error', 'train.id', 50, 152]],
    ],
    [
      'held-out rows in training, in tables that number their rows',
      { train: numbered(`${TRAIN}${renamed(TEST, 0, 5)}`, 0), test: numbered(TEST, 0) },
      [
        ['TEST_ROWS_IN_TRAINING', 'error', 'train', 5, 202],
        ['TEST_IDS_REUSED', 'warning', 'train.id', 100, 2],
      ],
    ],
    [
      'held-out ids in training',
      { train: `${TRAIN}r1000,33,de,2026-01-01,1\n` },
      [['TEST_IDS_IN_TRAINING', 'error', 'train.id', 1, 202]],
    ],
    [
      'held-out rows in training, which lacks a column that only judging needs',
      {
        train: `${TRAIN}${TEST.split('\n').slice(1, 4).join('\n')}\n`,
        test: TEST.replace(HEADER, `${HEADER},part`).replace(/(,[01])$/gm, '$1,a'),
      },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'held-out rows in training, which has no ids',
      {
        train: `${TRAIN}${TEST.split('\n').slice(1, 4).join('\n')}\n`.replace(/^[^,]+,/gm, ''),
      },
      [['TEST_ROWS_IN_TRAINING', 'error', 'train', 3, 202]],
    ],
    [
      'the ids of held-out rows in a table that is no examples',
      { files: { 'lands.csv': 'id,land\nr1000,de\n' }, catalogue: 'lands.csv' },
      [],
    ],
    [
      'a category that training has not',
      { test: TEST.replace(',de,', ',it,') },
      [['CATEGORY_UNSEEN', 'warning', 'held-out.country', 1, 0]],
    ],
    ['bytes that are no table', { train: `${HEADER}\na,"1,2\n` }, [['TABLE_UNREADABLE', 'error', 'train', 1, 2]]],
    ['an empty file', { train: '' }, [['TABLE_UNREADABLE', 'error', 'train', 1, 0]]],
  ];

  it.each(cases)('%s', async (_name, given, findings) => {
    expect((await judge(given)).findings.map(told)).toEqual(findings);
  });

  it('values that are not fresh, by the clock of the run', async () => {
    const at = world();
    for (const [path, text] of Object.entries({
      'train.csv': TRAIN,
      'test.csv': TEST,
      'schema.yml': schema('at: { type: timestamp, newest-within: 7d }'),
    }))
      at.objects.set(path, text);
    const late = { ...at.ports, clock: { ...at.ports.clock, now: () => Date.UTC(2026, 0, 9) } };
    const { findings } = await judgeData(config({ schema: 'schema.yml' }), late);

    expect(findings.map(told)).toEqual([['DATA_NOT_FRESH', 'error', 'train.at', 200, 0]]);
  });

  it('a column that equals the label', async () => {
    const leaking = (text: string) =>
      text
        .split('\n')
        .map((line, row) => (row === 0 ? `${line},again` : line === '' ? '' : `${line},${line.at(-1)}`))
        .join('\n');
    const { findings } = await judge({ train: leaking(TRAIN), test: leaking(TEST) });

    expect(findings.map(told)).toEqual([['LABEL_LEAKED', 'error', 'train.again', 200, 0]]);
  });

  it('a column whose few values each go with one label', async () => {
    const leaking = (text: string) =>
      text
        .split('\n')
        .map((line, row) => (row === 0 ? `${line},code` : line === '' ? '' : `${line},${line.at(-1)}${row % 2}`))
        .join('\n');
    const { findings } = await judge({ train: leaking(TRAIN), test: leaking(TEST) });

    expect(findings.map(told)).toEqual([['LABEL_LEAKED', 'warning', 'train.code', 200, 0]]);
  });

  it('all of it at once, errors first', async () => {
    const { findings, outcome } = await judge({
      train: edited(3, 1, '999'),
      test: TEST.replace(',de,', ',it,').replace(/,[01]$/m, ','),
      schema: schema('age: { type: integer, max: 120 }', 'rows: { min: 500 }\n'),
    });

    expect(outcome).toBe('invalid');
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error ROWS_TOO_FEW',
      'error VALUE_OUT_OF_RANGE',
      'error LABEL_MISSING',
      'warning CATEGORY_UNSEEN',
    ]);
  });
});

it('what is wrong with a table that is parted here is found in the file that the user has', async () => {
  const at = world();
  const lines = Array.from({ length: 200 }, (_, row) => JSON.stringify({ x: row % 190, y: String(row % 2) }));
  at.objects.set('rows.jsonl', `${lines.join('\n')}\n`);
  const data = {
    kind: 'table',
    table: 'rows.jsonl',
    heldOutShare: 0.2,
    splitLock: 'split.lock',
    columns: { label: 'y' },
  };
  const { findings } = await judgeData({ data: data as TableData }, at.ports);

  expect(findings).toMatchObject([{ code: 'ROWS_DUPLICATED', table: 'train', file: 'rows.jsonl' }]);
});

it('training that is no table is told not to have been checked', async () => {
  const at = world();
  at.objects.set('images/a.npz', 'PK').set('test.csv', TEST);
  const { outcome, findings } = await judgeData(config({ channels: { train: 'images' } }), at.ports);

  expect(outcome).toBe('valid');
  expect(findings).toMatchObject([
    {
      code: 'TABLE_UNREADABLE',
      severity: 'warning',
      table: 'train',
      file: 'images',
      message: expect.stringMatching(/It was not checked\.$/),
    },
  ]);
});

describe('held-out rows in training are told', () => {
  const messages = async (given: Case) => (await judge(given)).findings.map(({ message }) => message);

  it('with their share, and what repeats within training explain', async () => {
    expect(await messages({ train: `${TRAIN}${renamed(TEST, 0, 3)}` })).toEqual([
      '3 of its rows equal held-out rows in all shared columns but the id, 3 of all 100 (3 %), and training itself repeats no row; a model that has seen them cannot be judged on them.',
    ]);
    expect((await messages({ train: `${TRAIN}${renamed(TRAIN, 0, 20)}${renamed(TEST, 0, 50)}` }))[0]).toBe(
      '50 of its rows equal held-out rows in all shared columns but the id, 50 of all 100 (50 %); repeats within training explain up to 30, and a model that has seen them cannot be judged on them.',
    );
  });

  it('with at most 20 ids of training', async () => {
    const { findings } = await judge({ train: `${TRAIN}${renamed(TEST, 0, 50)}` });

    expect(findings[0]?.samples).toHaveLength(20);
    expect(findings[0]?.samples.slice(0, 2)).toEqual(['new-r1000', 'new-r1001']);
  });

  it('as rows of a group, where the numbers of rows are the group', async () => {
    const at = world();
    const tables = { 'train.csv': numbered(TRAIN, 0), 'test.csv': numbered(TEST, 0) };
    for (const [path, text] of Object.entries(tables)) at.objects.set(path, text);
    const { findings } = await judgeData(config({ columns: { id: 'id', label: 'y', group: 'id' } }), at.ports);

    expect(findings.map(told)).toEqual([['TEST_IDS_IN_TRAINING', 'error', 'train.id', 100, 2]]);
  });
});

describe('drift of the held-out rows', () => {
  const shifted = table(100, 1000, (line) => line.split(',').with(1, '101').join(','));

  it('makes the data drifted, which is stored all the same', async () => {
    const { outcome, findings, data, failure } = await judge({ test: shifted });

    expect({ outcome, stored: data?.outcome, failure }).toEqual({
      outcome: 'drifted',
      stored: 'drifted',
      failure: undefined,
    });
    expect(findings).toMatchObject([
      {
        code: 'DISTRIBUTION_DRIFTED',
        severity: 'drift',
        column: 'age',
        drift: { measure: 'psi', floor: expect.closeTo(0.3256, 3), limit: expect.closeTo(0.3256, 3) },
      },
    ]);
  });

  it('is a reason to stop on demand only, and not in columns that are ignored', async () => {
    const at = world();
    for (const [path, text] of Object.entries({ 'train.csv': TRAIN, 'test.csv': shifted })) at.objects.set(path, text);
    const asked = (drift: 'warn' | 'block') => judgeDataStage(config(), { drift, suggest: false }, at.ports);
    const ignoring = await judge({ test: shifted, schema: schema('id: { type: text }', 'drift: { ignore: [age] }\n') });

    expect((await asked('warn')).failure).toBeUndefined();
    expect((await asked('block')).failure).toMatchObject({ code: 'DATA_DRIFTED' });
    expect(ignoring.outcome).toBe('valid');
  });

  it('tells another share of missing values as such', async () => {
    const { findings } = await judge({
      test: table(100, 1000, (line, row) => (row % 2 === 0 ? line.split(',').with(1, '').join(',') : line)),
    });

    expect(findings.map(told)).toEqual([['MISSING_SHARE_DRIFTED', 'drift', 'held-out.age', 50, 0]]);
  });

  it('is not seen in two samples of one population, however small', async () => {
    const { findings } = await judge({ train: table(20, 0), test: table(20, 1000) });

    expect(findings).toEqual([]);
  });
});

describe('a redacted column', () => {
  const SECRET = 'mallory@example.org';
  const rules = schema(
    'id: { type: text, unique: true, redact: true, pattern: "^r" }\n  country: { type: category, values: [de, fr], redact: true }',
  );

  it('is in no message, no sample, no profile and no file', async () => {
    const train = edited(3, 0, SECRET).replace(',fr,', `,${SECRET},`);
    const { findings, objects } = await judge({ train, test: TEST.replace(',de,', `,${SECRET},`), schema: rules });
    const valid = await judge({ schema: rules });
    const published = [...objects, ...valid.objects].filter(([key]) => key.startsWith('s3://bucket/records/'));

    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['VALUE_PATTERN_MISMATCH', 'VALUE_NOT_IN_DOMAIN']),
    );
    expect(published.length).toBeGreaterThan(1);
    expect(JSON.stringify([findings, published])).not.toContain('mallory');
    expect(JSON.stringify(findings.map(({ samples }) => samples))).not.toMatch(/"r\d/);
    expect(JSON.stringify(published)).not.toMatch(/\br17\b|\bfr\b/);
  });
});

describe('a schema', () => {
  it('that is not there is a mistake of the configuration, unless one is to be suggested', async () => {
    const at = world();
    for (const [path, text] of Object.entries({ 'train.csv': TRAIN, 'test.csv': TEST })) at.objects.set(path, text);
    const withSchema = config({ schema: 'data/schema.yml' });
    const error = await judgeDataStage(withSchema, { drift: 'warn', suggest: false }, at.ports).catch(
      (thrown: unknown) => thrown,
    );
    const suggested = await judgeDataStage(withSchema, { drift: 'warn', suggest: true }, at.ports);
    const again = await judgeDataStage(withSchema, { drift: 'warn', suggest: true }, at.ports);

    expect(isMlopsError(error, 'CONFIG_INVALID') && error.details.problems).toMatchObject([
      { file: 'data/schema.yml', path: 'data.schema' },
    ]);
    expect(suggested.suggestion).toEqual({ file: 'data/schema.yml', outcome: 'written' });
    expect(again.outcome).toBe('valid');
    expect(again.suggestion?.outcome).toMatch(/unchanged|kept/);
  });

  it('is told without the values of columns that are redacted from outside', async () => {
    const at = world();
    at.objects.set('train.csv', `${TRAIN}r1000,33,secret-land,2026-01-01,1\n`);
    at.objects.set('test.csv', TEST.replace(',de,', ',other-secret,'));
    const told = async (redacted: ReadonlySet<string>) => {
      const before = new Set(at.objects.keys());
      const { findings, baseline } = await judgeData(config(), at.ports, { redacted });
      const written = [...at.objects].filter(([key]) => !before.has(key));
      return JSON.stringify([findings, baseline, written]);
    };

    expect(await told(new Set(['id', 'country']))).toMatch(/TEST_IDS_IN_TRAINING.*CATEGORY_UNSEEN/);
    expect(await told(new Set(['id', 'country']))).not.toMatch(/secret|"r1000"/);
    expect(await told(new Set())).toMatch(/"r1000".*other-secret.*secret-land/);
  });

  it('may refer to tables of any format, and so may training', async () => {
    const lines = TRAIN.trimEnd().split('\n').slice(1);
    const jsonl = lines
      .map((line) => {
        const [id, age, country, at, y] = line.split(',');
        return JSON.stringify({ id, age: Number(age), country, at, y: Number(y) });
      })
      .join('\n');
    const leak = JSON.stringify({ id: 'r1000', age: 60, country: 'de', at: minute(1000), y: 0 });
    const at = world();
    at.objects.set('train/a.jsonl', `${jsonl}\n${leak}\n`);
    at.objects.set('test.csv', TEST);
    const { findings } = await judgeData(config({ channels: { train: 'train' } }), at.ports);

    expect(findings.map(told)).toEqual([['TEST_ROWS_IN_TRAINING', 'error', 'train', 1, 201]]);
  });
});

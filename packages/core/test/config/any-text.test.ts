import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { MlopsError } from '../../src/domain/errors.ts';
import { load, minimal } from './files.ts';

/** Pieces that occur in real files and in hostile ones. */
const PIECES = [
  ...[
    'version',
    'model',
    'task',
    'data',
    'train',
    'validate',
    'gates',
    'environments',
    'like',
    'extends',
    'hyperparameters',
  ],
  ...[
    'metric',
    'min',
    'vs',
    'serve',
    'channels',
    'held-out',
    '__proto__',
    'constructor',
    'toString',
    '<<',
    '*a',
    '&a ',
  ],
  ...[
    ': ',
    ':\n  ',
    '\n',
    '- ',
    '[',
    ']',
    '{ ',
    ' }',
    ', ',
    '"',
    "'",
    '#',
    '|',
    '>',
    '\t',
    '!',
    '%',
    '@',
    '~',
    '? ',
    '---\n',
  ],
  ...[
    'binary',
    'null',
    'true',
    '0.8',
    '85',
    '-1',
    '1e400',
    '.nan',
    '012',
    '0x1f',
    '99999999999999999999',
    'ml.m5.large',
    '..',
  ],
];

const edits = fc.array(
  fc.record({ at: fc.nat(), removed: fc.nat({ max: 40 }), text: fc.oneof(fc.constantFrom(...PIECES), fc.string()) }),
  { minLength: 1, maxLength: 6 },
);

const edited = (text: string, list: readonly { at: number; removed: number; text: string }[]) =>
  list.reduce((done, { at, removed, text: put }) => {
    const start = at % (done.length + 1);
    return done.slice(0, start) + put + done.slice(start + removed);
  }, text);

const BASE = `${minimal()}serve: { endpoint: &a churn }
environments:
  lab: { destination: local }
  other: { like: lab, tags: { a: b } }
`;

/** Either a configuration or mistakes with places and sentences; never another error. */
async function answers(text: string, environment?: string): Promise<void> {
  try {
    const { config } = await load(text, environment === undefined ? {} : { environment });
    expect(config.validate.gates.length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof MlopsError) || error.code !== 'CONFIG_INVALID') throw error;
    const { problems } = (error as MlopsError<'CONFIG_INVALID'>).details;
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem.message).toMatch(/\S.*[.?]$/s);
      expect(problem.line ?? 1).toBeGreaterThan(0);
      expect(problem.column ?? 1).toBeGreaterThan(0);
    }
  }
}

describe('any text', () => {
  it('loads or is refused with sentences, however a good file is edited', async () => {
    await fc.assert(
      fc.asyncProperty(edits, fc.constantFrom(undefined, 'lab', 'other', '__proto__'), (list, environment) =>
        answers(edited(BASE, list), environment),
      ),
      { numRuns: 1_000 },
    );
  });

  it('loads or is refused with sentences, whatever value a key has', async () => {
    const keys = [
      'version',
      'extends',
      'model',
      'task',
      'data',
      'image',
      'train',
      'validate',
      'register',
      'serve',
      'registry',
      'environments',
    ];
    const good: Readonly<Record<string, unknown>> = {
      version: 1,
      model: 'churn',
      task: 'binary',
      data: { table: 'a.csv', label: 'b' },
      train: { script: 'a.py' },
      validate: { gates: [{ metric: 'f1', min: 0.5 }] },
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }), (key, value) =>
        answers(stringify({ ...good, [key]: value })),
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nests too deeply', `model: ${'['.repeat(5_000)}`],
    ['nests deeper than any real file', `model: ${'['.repeat(60)}${']'.repeat(60)}`],
    [
      'multiplies by aliases',
      [
        'a: &a [x, x, x, x, x, x, x, x, x, x]',
        ...'bcdefgh'
          .split('')
          .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
      ].join('\n'),
    ],
    ['contains itself', 'model: &a [*a]'],
    ['is too long', `model: ${'x'.repeat(300_000)}`],
    ['is empty', ''],
    ['is only a comment', '# nothing\n'],
    ['is no map', '- a\n- b\n'],
    ['is for an older YAML', '%YAML 1.1\n---\nversion: 1\n'],
    ['has keys that are methods elsewhere', minimal(['task: binary', 'task: { toString: 1, valueOf: 2, toJSON: 3 }'])],
    ['has a list as a key', '? [a, b]\n: c\n'],
  ])('is refused when it %s', async (_how, text) => {
    await expect(load(text)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

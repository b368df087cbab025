import { describe, expect, it } from '@jest/globals';
import { loadDataSchema } from '../../src/config/data-schema/load.ts';

const problems = (text: string): readonly string[] => {
  const loaded = loadDataSchema('data/schema.yml', text);
  return 'problems' in loaded
    ? loaded.problems.map(({ file, line, path, message }) => `${file}:${line} ${path}: ${message}`)
    : [];
};

const FULL = `version: 1
rows: { min: 1000, max: 5000000 }
columns:
  age: { type: integer, min: 17, max: 120, missing: 0.02 }
  country: { type: category, values: [de, 1, true], other: 0.01, redact: true }
  email: { type: text, pattern: "^[^@]+@[^@]+$", required: false }
  order-id: { type: text, unique: true }
  at: { type: timestamp, monotone: true, newest-within: 7d }
  product: { type: category, exists-in: { file: data/products.csv, column: id } }
other-columns: forbid
duplicates: { max-share: 0.0 }
drift: { warn: 0.2, limit: 0.5, ignore: [day] }
`;

describe('data/schema.yml', () => {
  it('is read with the defaults of what it does not say, and the line of every rule', () => {
    const loaded = loadDataSchema('data/schema.yml', FULL);
    if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
    const { columns, ...rest } = loaded.schema;

    expect(rest).toEqual({
      file: 'data/schema.yml',
      rows: { min: 1000, max: 5000000 },
      otherColumns: 'forbid',
      maxDuplicateShare: 0,
      drift: { warn: 0.2, limit: 0.5, ignore: ['day'] },
    });
    expect(columns.get('age')).toEqual({
      type: 'integer',
      required: true,
      missing: 0.02,
      min: 17,
      max: 120,
      other: 0,
      unique: false,
      monotone: false,
      redact: false,
      line: 4,
    });
    expect(columns.get('country')).toMatchObject({ values: ['de', '1', 'true'], other: 0.01, redact: true });
    expect(columns.get('email')).toMatchObject({ pattern: /^[^@]+@[^@]+$/u, required: false });
    expect(columns.get('at')).toMatchObject({ monotone: true, newestWithin: 604_800_000 });
    expect(columns.get('product')).toMatchObject({ existsIn: { file: 'data/products.csv', column: 'id' }, line: 9 });
  });

  it.each([
    ['colums: {}', 'data/schema.yml:2 colums: There is no key "colums" here; did you mean "columns"?'],
    [
      'columns: { x: { type: text, uniqe: true } }',
      'data/schema.yml:2 columns.x.uniqe: There is no key "uniqe" here; did you mean "unique"?',
    ],
    [
      'columns: { x: { type: txt } }',
      'data/schema.yml:2 columns.x.type: "txt" is not one of number, integer, category, text, timestamp, boolean; did you mean "text"?',
    ],
    [
      'columns: { x: { type: text, missing: 20 } }',
      'data/schema.yml:2 columns.x.missing: 20 looks like a percentage; write 0.2 for 20 %.',
    ],
    [
      'columns: { x: { type: text, pattern: "(" } }',
      'data/schema.yml:2 columns.x.pattern: "(" is no regular expression: Invalid regular expression: /(/u: Unterminated group.',
    ],
    [
      'columns: { x: { type: text, min: 1 } }',
      'data/schema.yml:2 columns.x.min: "min" is for columns of type number or integer; this one is text.',
    ],
    [
      'columns: { x: { type: number, min: 2, max: 1 } }',
      'data/schema.yml:2 columns.x.min: "min" is 2 and "max" is 1; nothing lies between.',
    ],
    [
      'columns: { x: { type: text, newest-within: 7d } }',
      'data/schema.yml:2 columns.x.newest-within: "newest-within" is for columns of type timestamp; this one is text.',
    ],
    [
      'columns: { x: { type: text, other: 0.1 } }',
      'data/schema.yml:2 columns.x.other: "other" is a share outside of "values"; there are none.',
    ],
    ['drift: { warn: 0.5 }', 'data/schema.yml:2 drift.warn: "warn" is 0.5, above "limit", which is 0.25.'],
    ['rows: { min: 5, max: 4 }', 'data/schema.yml:2 rows.min: "min" is 5 and "max" is 4; nothing lies between.'],
  ])('names the mistake in %s', (line, problem) => {
    expect(problems(`version: 1\n${line}\n`)).toEqual([problem]);
  });

  it('names every mistake at once, and those of the YAML itself', () => {
    expect(problems('version: 2\ncolumns:\n  x: { type: text, missing: -1 }\n  y: {}\n')).toHaveLength(3);
    expect(problems('version: 1\ncolumns: [')).toEqual([expect.stringContaining('data/schema.yml:')]);
    expect(problems('')).toEqual(['data/schema.yml:1 yaml: The file is empty.']);
  });
});

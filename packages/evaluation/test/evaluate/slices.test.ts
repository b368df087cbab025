import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { EvaluationRequest, SliceRule } from '../../src/evaluate/types.ts';
import { binaryRequest, csv, fine, pointOf } from '../tables.ts';

const ROWS = [
  ['a', 1, 'north', 17, 'x', 1],
  ['b', 0, 'north', 18, 'y', 0],
  ['c', 1, 'south', 34, 'x', 0],
  ['d', 0, 'south', 35, 'y', 1],
  ['e', 1, '', '', 'x', 1],
] as const;

const labels = csv(
  'labels.csv',
  'id,y,region,age,segment',
  ROWS.map((row) => row.slice(0, 5)),
);
const answers = csv(
  'answers.csv',
  'id,prediction',
  ROWS.map((row) => [row[0], row[5]]),
);

const rule = (more: Partial<SliceRule>): SliceRule => ({ name: 'rule', minRows: 1, required: false, ...more });

async function sliced(rules: readonly SliceRule[], more: Partial<EvaluationRequest> = {}) {
  const evaluation = fine(await evaluate(binaryRequest(labels, answers, { slices: rules, ...more })));
  return { ...evaluation, named: evaluation.slices.map(({ name, rows }) => `${name}: ${rows}`) };
}

describe('rows are sliced', () => {
  it('by the values of a column, missing ones too', async () => {
    const { named, slices } = await sliced([rule({ by: ['region'] })]);

    expect(named).toEqual(['region = north: 2', 'region = south: 2', 'region = (missing): 1']);
    expect(slices.map(({ evidence }) => pointOf('accuracy', evidence?.candidate))).toEqual([1, 0, 1]);
  });

  it('by combinations of columns', async () => {
    const { named } = await sliced([rule({ by: ['region', 'segment'] })]);

    expect(named).toContain('region = north × segment = y: 1');
    expect(named).toHaveLength(5);
  });

  it('by bins, an edge belonging to the bin above', async () => {
    const { named } = await sliced([rule({ by: ['age'], bins: [18, 35] })]);

    expect(named).toEqual(['18 ≤ age < 35: 2', 'age < 18: 1', 'age = (missing): 1', 'age ≥ 35: 1']);
  });

  it('by conditions, under the name of the rule', async () => {
    const { named, emptyRules } = await sliced([
      rule({ name: 'vip', where: { segment: 'x', region: 'north' } }),
      rule({ name: 'nobody', where: { segment: 'z' }, required: true }),
    ]);

    expect(named).toEqual(['vip: 1']);
    expect(emptyRules).toEqual(['nobody']);
  });

  it('and listed without evidence when they are too small', async () => {
    const { slices } = await sliced([rule({ by: ['region'], minRows: 2 })]);

    expect(slices.map(({ rows, evidence }) => [rows, evidence !== undefined])).toEqual([
      [2, true],
      [2, true],
      [1, false],
    ]);
  });
});

describe('slices that would have one name', () => {
  const DEVIOUS = [
    ['a', 1, 'x × b = y', 'z', 1],
    ['b', 0, 'x', 'y × b = z', 0],
    ['c', 1, '(missing)', 'z', 0],
    ['d', 0, '', 'z', 1],
    ['e', 1, '"x"', 'z', 1],
    ['f', 0, '(other)', 'z', 0],
  ] as const;
  const devious = async (rules: readonly SliceRule[], more: Partial<EvaluationRequest> = {}) => {
    const held = csv(
      'labels.csv',
      'id,y,a,b',
      DEVIOUS.map(([id, y, a, b]) => [id, y, `"${a.replaceAll('"', '""')}"`, b]),
    );
    const said = csv(
      'answers.csv',
      'id,prediction',
      DEVIOUS.map(([id, , , , answer]) => [id, answer]),
    );
    const { slices } = fine(await evaluate(binaryRequest(held, said, { slices: rules, ...more })));
    return slices.map(({ name, rows }) => `${name}: ${rows}`);
  };

  it('are kept apart when their values hold the signs between names', async () => {
    const named = await devious([rule({ by: ['a', 'b'] })]);

    expect(named).toHaveLength(DEVIOUS.length);
    expect(named).toEqual(
      expect.arrayContaining(['a = "x × b = y" × b = z: 1', 'a = x × b = "y × b = z": 1', 'a = "\\"x\\"" × b = z: 1']),
    );
  });

  it('are kept apart when a value is one of our own words', async () => {
    const named = await devious([rule({ by: ['a'] })], { maxCategories: 4 });

    expect(named).toEqual(
      expect.arrayContaining(['a = "(missing)": 1', 'a = (missing): 1', 'a = (other): 2', 'a = x: 1']),
    );
  });

  it('carry the name of their rule when another rule has the name already', async () => {
    const named = await devious([
      rule({ name: 'a = x', where: { a: '(other)' } }),
      rule({ name: 'a', by: ['a'] }),
      rule({ name: 'again', by: ['a'], where: { a: 'x' } }),
    ]);

    expect(named).toEqual(expect.arrayContaining(['a = x: 1', 'a = x (a): 1', 'a = x (again): 1']));
    expect(new Set(named).size).toBe(named.length);
  });

  it('are numbered apart when a column is named nowhere', async () => {
    const redacted = new Set(['a']);
    const named = await devious([rule({ name: 'a (1)', where: { b: 'z' } }), rule({ name: 'a', by: ['a'] })], {
      redacted,
    });

    expect(new Set(named.map((one) => one.replace(/: \d+$/, ''))).size).toBe(named.length);
    expect(named.join()).not.toMatch(/missing|other|×/);
  });
});

describe('too many slices', () => {
  it('are left out, of each rule the smallest', async () => {
    const { named, slicesLeftOut } = await sliced([rule({ by: ['region', 'segment'] }), rule({ by: ['region'] })], {
      maxSlices: 3,
    });

    expect(named.filter((name) => !name.includes('×'))).toEqual(['region = north: 2']);
    expect([named.length, slicesLeftOut]).toEqual([3, 5]);
  });

  it('of one rule share a name when there are more categories than are told apart', async () => {
    const { named, slices } = await sliced([rule({ by: ['region'] })], { maxCategories: 1 });

    expect(named).toEqual(['region = (other): 3', 'region = north: 2']);
    expect(slices.map(({ mixed }) => mixed)).toEqual([true, undefined]);
  });
});

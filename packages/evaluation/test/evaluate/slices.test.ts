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

    expect(named).toEqual(['region = Other: 3', 'region = north: 2']);
    expect(slices.map(({ mixed }) => mixed)).toEqual([true, undefined]);
  });
});

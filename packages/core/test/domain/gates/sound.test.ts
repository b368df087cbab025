import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '@mlops-actions/evaluation';
import { exceeds, sound } from '../../../src/domain/gates/sound.ts';

const comparison: Comparison = {
  delta: -0.01,
  rows: 400,
  interval: [-0.02, 0],
  pValue: 0.06,
  finding: 'not-shown',
  pBelow: () => 0.06,
  pAbove: () => 0.94,
};

describe('a comparison', () => {
  it('is left as it is when it is made of numbers', () => {
    expect(sound(comparison)).toBe(comparison);
  });

  it.each<[string, Partial<Comparison>]>([
    ['end of its interval', { interval: [Number.NaN, 0] }],
    ['interval without an end', { interval: [-0.02, Number.POSITIVE_INFINITY] }],
    ['p-value', { pValue: Number.NaN }],
  ])('with a broken %s neither convicts nor clears', (_what, broken) => {
    const checked = sound({ ...comparison, ...broken, finding: 'worse', pBelow: () => 0, pAbove: () => 0 });

    expect(checked).toMatchObject({ delta: -0.01, rows: 400, finding: 'undecided' });
    expect('interval' in checked || 'pValue' in checked).toBe(false);
    expect([checked.pBelow(0), checked.pAbove(0)]).toEqual([1, 1]);
  });
});

describe('a drop', () => {
  it.each([
    [0.1, 0.1, false],
    [0.4 - 0.3, 0.1, false],
    [0.1001, 0.1, true],
    [-0.1, 0, false],
    [Number.NaN, 0.1, true],
  ])('of %d exceeds %d: %s', (drop, allowed, expected) => {
    expect(exceeds(drop, allowed)).toBe(expected);
  });
});

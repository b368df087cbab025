import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { domainOf, scale, ticks, tickText } from '../../../src/report/svg/scale.ts';

describe('a scale', () => {
  it('maps the ends of its domain onto the ends of its range', () => {
    const x = scale([0.5, 2.5], [10, 110]);

    expect([x(0.5), x(1.5), x(2.5)]).toEqual([10, 60, 110]);
  });

  it('turns over where the range does', () => {
    expect(scale([0, 1], [200, 0])(0.25)).toBe(150);
  });

  it('never places a mark nowhere', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.double(), (low, high, value) => {
        expect(Number.isFinite(scale([low, high], [0, 100])(value))).toBe(true);
      }),
    );
  });
});

describe('a domain', () => {
  it.each([
    [[3, 1, 2], 0, [1, 3]],
    [[1, 3], 0.1, [0.8, 3.2]],
    [[5], 0, [4.5, 5.5]],
    [[0], 0, [-1, 1]],
    [[], 0, [0, 1]],
    [[Number.NaN, 2, 4], 0, [2, 4]],
  ])('of %j with padding %d is %j', (values, padding, domain) => {
    expect(domainOf(values, padding)).toEqual(domain);
  });
});

describe('ticks', () => {
  it.each([
    [
      [0, 1],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      [0.82, 0.87],
      [0.82, 0.84, 0.86],
    ],
    [
      [-2.5, 2.5],
      [-2, -1, 0, 1, 2],
    ],
    [
      [0, 30_000],
      [0, 10_000, 20_000, 30_000],
    ],
    [[1, 1], [1]],
  ] as const)('of %j are %j', (domain, expected) => {
    expect(ticks(domain)).toEqual(expected);
  });

  it.each([
    [0.2, '0.2'],
    [-1.5, '−1.5'],
    [25_000, '25k'],
  ])('%d reads %s', (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import { count, decimal, decimalBeside } from '../../../src/domain/gates/numbers.ts';

describe('figures for people', () => {
  it.each([
    [0.87123, '0.8712'],
    [-0.031, '−0.0310'],
    [-0.000001, '0.0000'],
    [48213.26, '48213'],
    [1.5, '1.5'],
  ])('%d is %s', (value, text) => {
    expect(decimal(value)).toBe(text);
  });

  it('have a sign where they are differences', () => {
    expect([0.02, 0, -0.02].map((value) => decimal(value, true))).toEqual(['+0.0200', '0.0000', '−0.0200']);
  });

  it.each([
    [0.84996, 0.85, '0.84996'],
    [0.85, 0.85, '0.8500'],
    [0.8499999999999999, 0.85, '0.8499999999999999'],
    [48213.9, 48214, '48213.9'],
  ])('%d beside %d is %s', (value, limit, text) => {
    expect(decimalBeside(value, limit)).toBe(text);
  });

  it('count rows in thousands', () => {
    expect([5, 1916, 1234567].map(count)).toEqual(['5', '1,916', '1,234,567']);
  });
});

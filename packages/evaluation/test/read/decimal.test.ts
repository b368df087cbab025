import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalIn } from '../../src/read/decimal.ts';

const read = (text: string) => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return decimalIn(bytes, 1, bytes.length - 1);
};

describe('decimals', () => {
  it.each([
    '0',
    '-0',
    '7',
    '+7',
    '007',
    '5.',
    '.5',
    '0.1',
    '-0.001',
    '123456789012345',
    '1234567890123456789',
    '0.30000000000000004',
    '0.8237531712345678',
    '179769313486231.57',
  ])('%s is the nearest double', (text) => {
    expect(Object.is(read(text), Number(text))).toBe(true);
  });

  it.each([
    '',
    '-',
    '.',
    '+.',
    '1e5',
    '1 ',
    ' 1',
    '1.2.3',
    '--1',
    '0x1',
    'NaN',
    '12345678901234567890',
    '9007199254740993',
    `0.${'0'.repeat(22)}1`,
  ])('%j is left to another way', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('leading zeros take no digits', () => {
    expect(read('0000000000000000000000.5')).toBe(0.5);
    expect(read('0.000000000000000123456')).toBe(0.000000000000000123456);
  });

  it('are what JavaScript reads, or undefined, for any digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 19 });
    let found = 0;
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits, digits, (sign, whole, places) => {
        const text = `${sign}${whole}.${places}`;
        const value = read(text);
        if (value === undefined) return;
        found += 1;
        expect(value).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
    expect(found).toBeGreaterThan(5_000);
  });

  it('of the shortest text of any score is always found, and exact', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1, noNaN: true }), (score) => {
        expect(read(String(score))).toBe(score);
      }),
      { numRuns: 20_000 },
    );
  });

  it('near the middle of two doubles are exact or left to another way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 21, max: 2 ** 31 }), fc.integer({ min: -1, max: 1 }), (high, off) => {
        // Odd and one bit longer than a double: exactly between two of them, and one digit beside.
        const middle = BigInt(high) * 2n ** 32n * 2n + BigInt(2 * off + 1);
        const value = read(String(middle));
        if (value !== undefined) expect(value).toBe(Number(middle));
      }),
      { numRuns: 5_000 },
    );
  });
});

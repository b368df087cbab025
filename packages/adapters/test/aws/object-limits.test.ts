import { describe, expect, it } from '@jest/globals';
import { partsOf } from '../../src/aws/object-limits.ts';

describe('the parts of an object', () => {
  it('cover it without gap or overlap, the last one as large as what is left', () => {
    expect(partsOf(12, 5)).toEqual([
      { number: 1, start: 0, bytes: 5 },
      { number: 2, start: 5, bytes: 5 },
      { number: 3, start: 10, bytes: 2 },
    ]);
  });

  it('are never more than the 10,000 that S3 takes', () => {
    const size = 5 * 2 ** 40;
    const parts = partsOf(size, 32 * 2 ** 20);

    expect(parts.length).toBeLessThanOrEqual(10_000);
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(size);
  });
});

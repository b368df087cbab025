import { describe, expect, it } from '@jest/globals';
import { isHeldOut } from '../../src/domain/split.ts';

const lines = Array.from({ length: 2_000 }, (_, index) => `${index},${index * 7},benign`);

describe('the split', () => {
  it('is decided by the bytes of a row alone, for ever', () => {
    const heldOut = lines.slice(0, 12).flatMap((line, index) => (isHeldOut(line, 0.3) ? [index] : []));

    expect(heldOut).toEqual([0, 4]);
  });

  it('holds out about the share that was asked for', () => {
    const share = lines.filter((line) => isHeldOut(line, 0.3)).length / lines.length;

    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
  });

  it('keeps every held-out row when the share grows', () => {
    const small = lines.filter((line) => isHeldOut(line, 0.2));

    expect(small.every((line) => isHeldOut(line, 0.3))).toBe(true);
  });
});

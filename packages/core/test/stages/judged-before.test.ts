import { describe, expect, it } from '@jest/globals';
import { judgedBefore } from '../../src/stages/judged-before.ts';
import { world } from './world.ts';

const judged = (digest: string, heldOut = 'a'.repeat(64)) => ({ model: 'churn', digest, heldOut });

describe('judgedBefore', () => {
  it('counts other candidates on the very same rows, and keeps the count of each', async () => {
    const { ports } = world();
    const counts = [];
    for (const digest of ['d1', 'd2', 'd3', 'd1', 'd2']) counts.push(await judgedBefore(judged(digest), ports));

    expect(counts).toEqual([0, 1, 2, 0, 1]);
    expect(await judgedBefore(judged('d1', 'b'.repeat(64)), ports)).toBe(0);
  });

  it('counts anew where somebody wrote over the mark', async () => {
    const { ports, objects } = world();
    await judgedBefore(judged('d1'), ports);
    await judgedBefore(judged('d2'), ports);
    for (const key of objects.keys()) objects.set(key, 'scribble');

    expect(await judgedBefore(judged('d1'), ports)).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smallestDrop } from '../../src/statistics/detectable.ts';
import { pairedInterval, shareDetectable, signTest } from '../../src/statistics/sign-test.ts';
import { random } from '../random.ts';

const disagreements = fc
  .record({ fixed: fc.nat(40), broken: fc.nat(40), agreeing: fc.nat(400) })
  .map(({ fixed, broken, agreeing }) => ({ fixed, broken, rows: Math.max(1, fixed + broken + agreeing) }));

describe('the sign test', () => {
  it('gives the two-sided mid-p of 15 against 6 in halves', () => {
    expect(2 * signTest({ fixed: 15, broken: 6 })).toBeCloseTo(2 - 0.0524788, 6);
    expect(2 * signTest({ fixed: 6, broken: 15 })).toBeCloseTo(0.0524788, 6);
  });

  it('needs four broken rows before it calls a model worse', () => {
    expect(signTest({ fixed: 0, broken: 3 })).toBeGreaterThan(0.05);
    expect(signTest({ fixed: 0, broken: 4 })).toBeLessThan(0.05);
  });

  it('stays exact when many thousand rows differ', () => {
    expect(signTest({ fixed: 50_000, broken: 50_000 })).toBeCloseTo(0.5, 8);
    expect(signTest({ fixed: 49_000, broken: 51_000 })).toBeLessThan(1e-9);
  });
});

describe('the interval of a paired difference', () => {
  it('stops at 0 exactly when one direction is significant', () => {
    fc.assert(
      fc.property(disagreements, ({ rows, ...found }) => {
        const [low, high] = pairedInterval(found, rows);

        expect(high <= 0).toBe(signTest(found) < 0.05);
        expect(low >= 0).toBe(signTest({ fixed: found.broken, broken: found.fixed }) < 0.05);
      }),
    );
  });

  it('turns over when the models change places', () => {
    fc.assert(
      fc.property(disagreements, ({ rows, fixed, broken }) => {
        const [low, high] = pairedInterval({ fixed, broken }, rows);
        const [lowBack, highBack] = pairedInterval({ fixed: broken, broken: fixed }, rows);

        expect(lowBack).toBeCloseTo(-high, 12);
        expect(highBack).toBeCloseTo(-low, 12);
      }),
    );
  });

  it('allows for disagreements that were not met', () => {
    expect(pairedInterval({ fixed: 0, broken: 0 }, 100)).toEqual(
      [-0.02951305, 0.02951305].map((end) => expect.closeTo(end, 8)),
    );
  });

  it.each([
    { fixed: 0.05, broken: 0.05, rows: 100 },
    { fixed: 0.02, broken: 0.08, rows: 200 },
    { fixed: 0, broken: 0.05, rows: 200 },
    { fixed: 0.01, broken: 0.02, rows: 1000 },
  ])('covers the truth in 9 of 10 samples of $rows rows, $fixed fixed and $broken broken', (truth) => {
    const next = random(7);
    const covered = Array.from({ length: 1_000 }, () => {
      const draws = Array.from({ length: truth.rows }, next);
      const fixed = draws.filter((draw) => draw < truth.fixed).length;
      const broken = draws.filter((draw) => draw >= 1 - truth.broken).length;
      const [low, high] = pairedInterval({ fixed, broken }, truth.rows);
      return low <= truth.fixed - truth.broken && truth.fixed - truth.broken <= high;
    }).filter(Boolean).length;

    expect(covered / 1_000).toBeGreaterThan(0.875);
  });
});

describe('the smallest drop seen', () => {
  it.each([
    { fixed: 0.03, broken: 0.03, rows: 500 },
    { fixed: 0, broken: 0, rows: 500 },
  ])('is noticed in about 8 of 10 samples at a disagreement of $fixed and $broken', ({ fixed, broken, rows }) => {
    const drop = smallestDrop(shareDetectable({ fixed: fixed * rows, broken: broken * rows }, rows));
    const next = random(11);
    const noticed = Array.from({ length: 1_000 }, () => {
      const draws = Array.from({ length: rows }, next);
      const found = {
        fixed: draws.filter((draw) => draw < Math.max(0, fixed - drop / 2)).length,
        broken: draws.filter((draw) => draw >= 1 - Math.max(drop, broken + drop / 2)).length,
      };
      return signTest(found) < 0.05;
    }).filter(Boolean).length;

    expect(noticed / 1_000).toBeGreaterThan(0.75);
    expect(noticed / 1_000).toBeLessThan(0.87);
  });
});

import { describe, expect, it } from '@jest/globals';
import { drawBinomial, drawMultinomial } from '../../src/statistics/binomial-draw.ts';
import { bootstrapCells, clusterBootstrap } from '../../src/statistics/bootstrap.ts';
import { jackknife } from '../../src/statistics/jackknife.ts';
import { random, xoshiro128 } from '../../src/statistics/random.ts';
import { expectNear, fixture } from './fixture.ts';

const f1 = ([hits = 0, alarms = 0, misses = 0]: Float64Array) => (2 * hits) / (2 * hits + alarms + misses);
const ratio = ([part = 0, whole = 0]: Float64Array) => part / whole;

const { cells, groups, ...expected } = fixture.resampling;

describe('chance', () => {
  it('is xoshiro128**, by its first words from the state 1, 2, 3, 4', () => {
    const next = xoshiro128([1, 2, 3, 4]);

    expect([next(), next(), next(), next()]).toEqual([11_520, 0, 5_927_040, 70_819_200]);
  });

  it('is the same for one seed and another for the next', () => {
    expect(random(7)()).toBe(random(7)());
    expect(random(7)()).not.toBe(random(8)());
  });

  it('lies evenly in 0 ≤ x < 1', () => {
    const next = random(1);
    const draws = Float64Array.from({ length: 20_000 }, next);
    const tenths = Array.from({ length: 10 }, (_, i) => draws.filter((x) => Math.floor(x * 10) === i).length);

    expect(Math.min(...tenths)).toBeGreaterThan(1_850);
    expect(Math.max(...tenths)).toBeLessThan(2_150);
  });
});

describe('binomial draws', () => {
  it.each([
    [10, 0.3],
    [1_000, 0.02],
    [10_000_000, 0.5],
    [5, 0.99],
  ])('of %i at %d have its mean and spread', (n, p) => {
    const next = random(5);
    const draws = Float64Array.from({ length: 4_000 }, () => drawBinomial(next, n, p));
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;

    expect(Math.abs(mean - n * p) / Math.sqrt(n * p * (1 - p))).toBeLessThan(0.06);
    expect(variance / (n * p * (1 - p))).toBeCloseTo(1, 0.9);
  });

  it('are certain at 0 and 1', () => {
    const next = random(5);

    expect([drawBinomial(next, 9, 0), drawBinomial(next, 9, 1), drawBinomial(next, 0, 0.5)]).toEqual([0, 9, 0]);
  });

  it('spread over cells keep the number of rows and empty cells', () => {
    const drawn = drawMultinomial(random(2), [40, 0, 60, 5]);

    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(105);
    expect(drawn[1]).toBe(0);
  });
});

describe('resampling agrees with numpy', () => {
  it('over cells', () => {
    const found = bootstrapCells(cells, f1, { replicates: 20_000, seed: 1 });

    expectNear(found.se, expected.f1.se, 0.03);
    for (const end of [0, 1] as const)
      expect(Math.abs((found.interval(0.95)?.[end] ?? 0) - expected.f1.interval[end])).toBeLessThan(
        0.1 * expected.f1.se,
      );
  });

  it('over groups', () => {
    const found = clusterBootstrap(groups, ratio, { replicates: 20_000, seed: 1 });

    expectNear(found.se, expected.share.se, 0.03);
    for (const end of [0, 1] as const)
      expect(Math.abs((found.interval(0.95)?.[end] ?? 0) - expected.share.interval[end])).toBeLessThan(
        0.1 * expected.share.se,
      );
  });

  it('by leaving out one group at a time', () => {
    const found = jackknife(groups, ratio);

    expectNear(found?.value, expected.jackknife.value);
    expectNear(found?.se, expected.jackknife.se, 1e-10);
  });
});

describe('resampling', () => {
  it('gives the same answer for the same seed', () => {
    const [one, two] = [1, 1].map((seed) => bootstrapCells(cells, f1, { replicates: 100, seed }).se);

    expect(one).toBe(two);
  });

  it('counts the samples without a value, and shows no interval when they are most', () => {
    const found = bootstrapCells([1, 3], ([hits = 0]) => (hits === 0 ? Number.NaN : hits), {
      replicates: 500,
      seed: 4,
    });
    const nothing = bootstrapCells([0, 3], ([hits = 0]) => hits / hits, { replicates: 50, seed: 4 });

    expect(found.undefinedReplicates).toBeGreaterThan(110);
    expect(found.undefinedReplicates).toBeLessThan(210);
    expect(nothing).toMatchObject({ se: undefined, undefinedReplicates: 50 });
    expect(nothing.interval(0.95)).toBeUndefined();
  });

  it('by leaving out has no answer for one group, or when one group is all there is', () => {
    expect(jackknife([[1, 2]], ratio)).toBeUndefined();
    expect(
      jackknife(
        [
          [1, 2],
          [0, 0],
        ],
        ratio,
      ),
    ).toBeUndefined();
  });
});

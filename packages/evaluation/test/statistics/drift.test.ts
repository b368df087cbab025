import { describe, expect, it } from '@jest/globals';
import { drawMultinomial } from '../../src/statistics/binomial-draw.ts';
import { jsDistance } from '../../src/statistics/jensen-shannon.ts';
import { psi } from '../../src/statistics/psi.ts';
import { random } from '../../src/statistics/random.ts';
import { wasserstein, wassersteinOfCounts } from '../../src/statistics/wasserstein.ts';
import { expectNear, fixture } from './fixture.ts';

describe('distances agree with scipy and numpy', () => {
  it.each(fixture.histograms.map((table, i) => [i, table] as const))(
    'of histograms %i',
    (_i, { a, b, ...expected }) => {
      expectNear(psi(a, b)?.value, expected.psi);
      expectNear(psi(a, b)?.floor95, expected.floor95);
      expectNear(jsDistance(a, b), expected.js, 1e-11);
      expectNear(wassersteinOfCounts([...a.keys()], a, b), expected.wasserstein);
    },
  );

  it.each(fixture.samples.map((table) => [table.a.length, table.b.length, table] as const))(
    'of samples of %i and %i values',
    (_n, _m, table) => expectNear(wasserstein(table.a, table.b), table.wasserstein),
  );

  it('are undefined when a side is empty', () => {
    expect([psi([], [1]), psi([1], [0]), jsDistance([1], []), wasserstein([], [1])]).toEqual(Array(4).fill(undefined));
    expect(wassersteinOfCounts([1, 2], [0, 0], [1, 1])).toBeUndefined();
  });
});

describe('the sampling floor of PSI', () => {
  it('is exceeded by 5 of 100 pairs of samples of one distribution', () => {
    const next = random(3);
    const tenths = Array<number>(10).fill(1_000);
    const above = Array.from({ length: 2_000 }, () => {
      const found = psi(drawMultinomial(next, tenths), drawMultinomial(next, tenths));
      return found !== undefined && found.value > found.floor95;
    }).filter(Boolean).length;

    expect(above / 2_000).toBeGreaterThan(0.035);
    expect(above / 2_000).toBeLessThan(0.065);
  });

  it('is no more than 0 for a single bin', () => expect(psi([7], [9])).toEqual({ value: 0, floor95: 0 }));
});

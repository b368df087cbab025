import { describe, expect, it } from '@jest/globals';
import { compareStored } from '../../src/metrics/compare-stored.ts';
import { isDefined } from '../../src/metrics/estimate.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../random.ts';
import { binaryEvidence } from '../reference.ts';

/** Right with a probability of `quality`. */
function model(rows: number, quality: number, seed: number) {
  const next = random(seed);
  const truth = Array.from({ length: rows }, () => Number(next() < 0.5));
  return binaryEvidence(
    truth,
    truth.map((label) => (next() < quality ? label : 1 - label)),
  );
}

function accuracy(rows: number, quality: number, seed: number) {
  const measured = measure('accuracy', model(rows, quality, seed));
  if (!isDefined(measured)) throw new Error(measured.undefined);
  return measured;
}

describe('a comparison with a stored figure', () => {
  it('calls an equal model worse about as often as it says', () => {
    const refused = Array.from({ length: 1_000 }, (_, seed) => {
      const stored = { value: accuracy(300, 0.8, 2 * seed).value, rows: 300 };
      return compareStored('accuracy', accuracy(300, 0.8, 2 * seed + 1), stored).finding === 'worse';
    }).filter(Boolean).length;

    expect(refused / 1_000).toBeGreaterThan(0.025);
    expect(refused / 1_000).toBeLessThan(0.075);
  });

  it('knows less of a figure of fewer rows', () => {
    const width = (rows: number) => {
      const [low = 0, high = 0] = compareStored('accuracy', accuracy(500, 0.8, 1), { value: 0.8, rows }).interval ?? [];
      return high - low;
    };

    expect(width(500) / width(5_000_000)).toBeCloseTo(Math.SQRT2, 3);
  });

  it('has p-values that agree with its interval', () => {
    const comparison = compareStored('accuracy', accuracy(500, 0.8, 1), { value: 0.85, rows: 500 });
    const [low = 0, high = 0] = comparison.interval ?? [];

    expect(comparison.pBelow(high)).toBeCloseTo(0.05, 9);
    expect(comparison.pAbove(low)).toBeCloseTo(0.05, 9);
    expect(comparison.pBelow(0) + comparison.pAbove(0)).toBeCloseTo(1, 12);
  });

  it.each([0, -1, Number.NaN])('of %d rows answers nothing', (rows) => {
    const comparison = compareStored('accuracy', accuracy(500, 0.8, 1), { value: 0.9, rows });

    expect(comparison).toMatchObject({ finding: 'undecided' });
    expect([comparison.pBelow(0), comparison.pAbove(0)]).toEqual([1, 1]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BinaryEvidence, Evidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { bySigns } from '../../src/metrics/compare-signs.ts';
import type { Comparison } from '../../src/metrics/comparison.ts';
import { isDefined } from '../../src/metrics/estimate.ts';
import { type MetricName, metricFacts, metricsFor } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../random.ts';

function models(rows: number, seed: number): { readonly candidate: BinaryEvidence; readonly champion: BinaryEvidence } {
  const next = random(seed);
  const truth = Uint8Array.from({ length: rows }, () => Number(next() < 0.4));
  const scored = (skill: number): BinaryEvidence => {
    const score = Float64Array.from(truth, (label) => label * skill + next() * (1 - skill));
    const predicted = Uint8Array.from(score, (value) => Number(value >= 0.5));
    return { task: 'binary', classes: ['0', '1'], truth, score, predicted };
  };
  return { candidate: scored(0.3), champion: scored(0.25) };
}

function compared(metric: MetricName, candidate: Evidence, champion: Evidence, confidence?: number): Comparison {
  const [now, before] = [measure(metric, candidate), measure(metric, champion)];
  if (!isDefined(now) || !isDefined(before)) throw new Error('no value');
  return compare(metric, now, before, { candidate, champion }, confidence);
}

const METRICS = metricsFor('binary').filter((metric) => metric !== 'ece');
const { candidate, champion } = models(600, 4);

describe.each(METRICS)('%s', (metric) => {
  it.each([0.95, 0.8])('is judged at each end of its interval as the confidence %d says', (confidence) => {
    const { interval, pAbove, pBelow } = compared(metric, candidate, champion, confidence);
    const [low = 0, high = 0] = interval ?? [];
    const [worst, best] = metricFacts(metric).better === 'higher' ? [low, high] : [-high, -low];

    expect(pAbove(worst)).toBeCloseTo(1 - confidence, 6);
    expect(pBelow(best)).toBeCloseTo(1 - confidence, 6);
  });

  it('is the more surely below a shift the higher it is, and never surely on both sides', () => {
    const { pAbove, pBelow } = compared(metric, candidate, champion);
    const shifts = Array.from({ length: 41 }, (_, i) => (i - 20) / 200).filter((shift) => shift !== 0);
    const below = shifts.map(pBelow);

    expect(below).toEqual(below.toSorted((a, b) => b - a));
    for (const shift of shifts) expect(pAbove(shift) + pBelow(shift)).toBeGreaterThan(0.99);
  });

  it('turns over when the models change places', () => {
    const [forth, back] = [compared(metric, candidate, champion), compared(metric, champion, candidate)];

    for (const shift of [-0.02, 0, 0.01]) expect(forth.pBelow(shift)).toBeCloseTo(back.pAbove(-shift), 9);
  });
});

describe('proportions', () => {
  const disagreements = fc.record({
    fixed: fc.nat(30),
    broken: fc.nat(30),
    agreeing: fc.integer({ min: 20, max: 500 }),
  });

  it('are never shown to be below and above the same shift', () => {
    fc.assert(
      fc.property(
        disagreements,
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        ({ fixed, broken, agreeing }, shift) => {
          const { pAbove, pBelow } = bySigns({ fixed, broken }, fixed + broken + agreeing, 0.95);

          expect(Math.max(pAbove(shift), pBelow(shift))).toBeGreaterThanOrEqual(0.499);
        },
      ),
    );
  });
});

describe('few differing rows', () => {
  const rows = 2_000;
  const truth = Uint8Array.from({ length: rows }, (_, i) => i % 2);
  const evidence = (wrong: number): BinaryEvidence => ({
    task: 'binary',
    classes: ['0', '1'],
    truth,
    predicted: truth.map((label, i) => (i < wrong ? 1 - label : label)),
  });
  const { pAbove, pBelow, finding } = compared('f1', evidence(4), evidence(0));

  it('convict nobody', () => {
    expect(finding).toBe('undecided');
    expect(pBelow(0)).toBe(1);
  });

  it('still show that a drop is smaller than a margin for which many more would differ', () => {
    expect(pAbove(-0.02)).toBeLessThan(0.01);
    expect(pAbove(-0.002)).toBeGreaterThan(0.1);
  });
});

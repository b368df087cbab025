import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence, EvidencePair } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { smallestDropSeen } from '../../src/metrics/comparison.ts';
import { type Estimate, isDefined } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { binaryEvidence } from '../reference.ts';

function estimateOf(metric: MetricName, evidence: BinaryEvidence): Estimate {
  const measured = measure(metric, evidence);
  if (!isDefined(measured)) throw new Error(measured.undefined);
  return measured;
}

const compared = (metric: MetricName, { candidate, champion }: EvidencePair, confidence?: number) =>
  compare(
    metric,
    estimateOf(metric, candidate as BinaryEvidence),
    estimateOf(metric, champion as BinaryEvidence),
    { candidate, champion },
    confidence,
  );

const ROWS = 200;
const truth = Uint8Array.from({ length: ROWS }, (_, i) => i % 2);

/** Wrong on every `nth` row. */
const wrongOn = (nth: number): BinaryEvidence =>
  binaryEvidence(
    truth,
    Array.from(truth, (label, i) => (i % nth === 0 ? 0.9 - 0.8 * label : 0.1 + 0.8 * label)),
  );

describe('rows that all belong to one group', () => {
  const oneGroup = (nth: number) => ({ ...wrongOn(nth), group: new Uint32Array(ROWS) });

  it.each<MetricName>(['accuracy', 'f1', 'mcc', 'balanced-accuracy', 'roc-auc', 'log-loss', 'average-precision'])(
    'show no spread of %s, and neither convict nor clear anybody',
    (metric) => {
      const { interval, pBelow, pAbove } = compared(metric, { candidate: oneGroup(5), champion: oneGroup(7) });

      expect(estimateOf(metric, oneGroup(5)).interval).toBeUndefined();
      expect(interval).toBeUndefined();
      expect([pBelow(0), pAbove(0), pAbove(-0.5)]).toEqual([1, 1, 1]);
    },
  );
});

describe('two perfect rankings', () => {
  const perfect = (positives: number, shift: number) => {
    const labels = Array.from({ length: 400 }, (_, i) => Number(i < positives));
    return binaryEvidence(
      labels,
      labels.map((label, i) => 0.1 + 0.7 * label + ((i * shift) % 7) / 100),
    );
  };

  it.each<MetricName>(['roc-auc', 'average-precision'])(
    'with two positives prove nothing about %s, with two hundred that a drop of 0.02 is unlikely',
    (metric) => {
      const of = (positives: number) =>
        compared(metric, { candidate: perfect(positives, 1), champion: perfect(positives, 3) });

      expect(of(2).pAbove(-0.02)).toBeCloseTo(0.98 ** 2, 12);
      expect(of(200).pAbove(-0.02)).toBeCloseTo(0.98 ** 200, 12);
      expect(of(2).pAbove(of(2).interval?.[0] ?? 0)).toBeCloseTo(0.05, 12);
    },
  );
});

describe('what a comparison would have noticed', () => {
  it('is more when it has to be surer', () => {
    const drops = [0.8, 0.95, 0.99, 0.999].map((confidence) =>
      smallestDropSeen(compared('accuracy', { candidate: wrongOn(11), champion: wrongOn(13) }, confidence)),
    );

    expect(drops).toEqual(drops.toSorted((a = 0, b = 0) => a - b));
    expect(new Set(drops).size).toBe(drops.length);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Evidence } from '../../src/evidence/types.ts';
import { rocAuc } from '../../src/metrics/auc.ts';
import { compare } from '../../src/metrics/compare.ts';
import { smallestDropSeen } from '../../src/metrics/comparison.ts';
import { isDefined, type Measured } from '../../src/metrics/estimate.ts';
import { metricsFor } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';

type Row = { readonly truth: number; readonly score: number; readonly other: number };

const rows = fc.array(
  fc.record({
    truth: fc.constantFrom(0, 1),
    score: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
    other: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
  }),
  { minLength: 2, maxLength: 60 },
);

const evidence = (table: readonly Row[], of: 'score' | 'other' = 'score'): Extract<Evidence, { task: 'binary' }> => ({
  task: 'binary',
  classes: ['0', '1'],
  truth: Uint8Array.from(table, ({ truth }) => truth),
  predicted: Uint8Array.from(table, (row) => Number(row[of] >= 0.5)),
  score: Float64Array.from(table, (row) => row[of]),
});

const pointOf = (measured: Measured) => (isDefined(measured) ? measured.value : Number.NaN);

describe('metrics', () => {
  it('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(rows, (table) => {
        for (const metric of metricsFor('binary')) {
          const [forth, back] = [measure(metric, evidence(table)), measure(metric, evidence(table.toReversed()))];
          if (isDefined(forth)) expect(pointOf(back)).toBeCloseTo(forth.value, 12);
          else expect(back).toEqual(forth);
        }
      }),
    );
  });

  it('keep the value within its interval', () => {
    fc.assert(
      fc.property(rows, (table) => {
        for (const metric of metricsFor('binary')) {
          const measured = measure(metric, evidence(table));
          if (!isDefined(measured) || measured.interval === undefined) continue;
          expect(measured.interval[0]).toBeLessThanOrEqual(measured.value + 1e-12);
          expect(measured.interval[1]).toBeGreaterThanOrEqual(measured.value - 1e-12);
        }
      }),
    );
  });

  it('turn AUC over when the scores are turned over', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const { truth, score } = evidence(table);
        const turned = rocAuc(
          truth,
          Float64Array.from(score ?? [], (value) => 1 - value),
        );
        fc.pre(isDefined(turned));
        expect(pointOf(turned)).toBeCloseTo(1 - pointOf(rocAuc(truth, score ?? new Float64Array())), 12);
      }),
    );
  });

  it('compare in both directions alike', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const [one, two] = [evidence(table), evidence(table, 'other')];
        for (const metric of metricsFor('binary')) {
          const [a, b] = [measure(metric, one), measure(metric, two)];
          if (!isDefined(a) || !isDefined(b)) continue;
          const forth = compare(metric, a, b, { candidate: one, champion: two });
          const back = compare(metric, b, a, { candidate: two, champion: one });
          expect(forth.delta).toBeCloseTo(-back.delta, 12);
          expect(forth.interval?.[0] ?? 0).toBeCloseTo(-(back.interval?.[1] ?? 0), 12);
          expect(smallestDropSeen(forth) ?? 0).toBeCloseTo(smallestDropSeen(back) ?? 0, 12);
        }
      }),
    );
  });
});

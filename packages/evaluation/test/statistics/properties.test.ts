import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { betaCdf, betaQuantile } from '../../src/statistics/beta.ts';
import { chiSquare } from '../../src/statistics/chi-square.ts';
import { benjaminiHochberg, holm } from '../../src/statistics/corrections.ts';
import { pairedDeLong, placements } from '../../src/statistics/delong.ts';
import { jsDistance } from '../../src/statistics/jensen-shannon.ts';
import { ksOfCounts, ksTest } from '../../src/statistics/kolmogorov-smirnov.ts';
import { mcnemar } from '../../src/statistics/mcnemar.ts';
import { normalCdf } from '../../src/statistics/normal.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { clopperPearson, wilson } from '../../src/statistics/proportion.ts';
import { psi } from '../../src/statistics/psi.ts';
import { studentCdf } from '../../src/statistics/student.ts';
import { wasserstein, wassersteinOfCounts } from '../../src/statistics/wasserstein.ts';

const row = fc.record({
  truth: fc.constantFrom(0, 1),
  a: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
  b: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
  count: fc.integer({ min: 1, max: 4 }),
});
type Row = { readonly truth: number; readonly a: number; readonly b: number; readonly count: number };
const rows = fc
  .array(row, { minLength: 4, maxLength: 40 })
  .filter((table) => [0, 1].every((of) => table.filter(({ truth }) => truth === of).length > 1));

const column = (table: readonly Row[], of: keyof Row) => table.map((one) => one[of]);
const deLong = (table: readonly Row[]) =>
  pairedDeLong(column(table, 'truth'), column(table, 'a'), column(table, 'b'), column(table, 'count'));

const counts = fc.array(fc.nat(50), { minLength: 5, maxLength: 5 }).filter((bins) => bins.some((bin) => bin > 0));
const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 25 });
const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('paired DeLong', () => {
  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(rows, (table) => {
        expect(deLong(table.toReversed())?.se).toBeCloseTo(deLong(table)?.se ?? Number.NaN, 12);
      }),
    );
  });

  it('does not change when an entry of several rows is split', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const split = table.flatMap((one) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })));

        expect(deLong(split)?.delta).toBeCloseTo(deLong(table)?.delta ?? Number.NaN, 12);
        expect(deLong(split)?.se).toBeCloseTo(deLong(table)?.se ?? Number.NaN, 12);
      }),
    );
  });

  it('turns over when the models change places', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const back = deLong(table.map((one) => ({ ...one, a: one.b, b: one.a })));

        expect(back?.delta).toBeCloseTo(-(deLong(table)?.delta ?? Number.NaN), 12);
        expect(back?.p).toBeCloseTo(deLong(table)?.p ?? Number.NaN, 9);
      }),
    );
  });

  it('has 1 − AUC for scores turned over', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const truth = column(table, 'truth');
        const auc = (scores: readonly number[]) => {
          const ups = placements(truth, scores).filter((_, i) => truth[i] === 1);
          return ups.reduce((sum, one) => sum + one, 0) / ups.length;
        };

        const turned = column(table, 'a').map((score) => 1 - score);
        expect(auc(turned)).toBeCloseTo(1 - auc(column(table, 'a')), 12);
      }),
    );
  });
});

describe('corrections', () => {
  it('never make a p-value smaller, and Holm is the more careful', () => {
    fc.assert(
      fc.property(probabilities, (family) => {
        const [careful, sparing] = [holm(family), benjaminiHochberg(family)];
        family.forEach((p, i) => {
          expect(sparing[i]).toBeGreaterThanOrEqual(p * (1 - 1e-15));
          expect(careful[i]).toBeGreaterThanOrEqual((sparing[i] ?? 1) * (1 - 1e-15));
          expect(careful[i]).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('keep the order of the tests, and do not depend on it', () => {
    fc.assert(
      fc.property(probabilities, (family) => {
        for (const correct of [holm, benjaminiHochberg]) {
          expect(correct(family.toReversed())).toEqual(correct(family).toReversed());
          expect(sorted(correct(family))).toEqual(correct(sorted(family)));
        }
      }),
    );
  });
});

describe('distances of histograms', () => {
  const measures = [
    ['PSI', (a: number[], b: number[]) => psi(a, b)?.value],
    ['Jensen-Shannon', (a: number[], b: number[]) => jsDistance(a, b)],
    ['Kolmogorov-Smirnov', (a: number[], b: number[]) => ksOfCounts(a, b)?.statistic],
    ['Wasserstein', (a: number[], b: number[]) => wassersteinOfCounts([0, 1, 2, 3, 4], a, b)],
    ['χ²', (a: number[], b: number[]) => chiSquare([a, b])?.statistic ?? 0],
  ] as const;

  it.each(measures)('%s is 0 from a histogram to itself, and the same in both directions', (_name, distance) => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeCloseTo(distance(b, a) ?? Number.NaN, 12);
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([measures[1], measures[2], measures[3]])('%s takes no detour', (_name, distance) => {
    fc.assert(
      fc.property(counts, counts, counts, (a, b, c) => {
        const [direct = 0, first = 0, second = 0] = [distance(a, c), distance(a, b), distance(b, c)];
        expect(direct).toBeLessThanOrEqual(first + second + 1e-12);
      }),
    );
  });

  it('Jensen-Shannon is 1 when no bin is shared', () => expect(jsDistance([3, 4, 0], [0, 0, 9])).toBe(1));
});

describe('distances of samples', () => {
  it('are 0 from a sample to itself, the same in both directions, and take no detour', () => {
    fc.assert(
      fc.property(sample, sample, sample, (...samples) => {
        const [a = [], b = [], c = []] = samples.map(sorted);
        for (const distance of [wasserstein, (x: number[], y: number[]) => ksTest(x, y)?.statistic]) {
          const [direct = 0, first = 0, second = 0] = [distance(a, c), distance(a, b), distance(b, c)];
          expect(distance(a, a)).toBe(0);
          expect(distance(b, a)).toBeCloseTo(first, 12);
          expect(direct).toBeLessThanOrEqual(first + second + 1e-12);
        }
      }),
    );
  });

  it('Wasserstein of a shifted sample is the shift', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: -20, max: 20 }), (values, shift) => {
        const a = sorted(values);
        expect(
          wasserstein(
            a,
            a.map((value) => value + shift),
          ),
        ).toBeCloseTo(Math.abs(shift), 10);
      }),
    );
  });

  it('the p of Kolmogorov and Smirnov is a probability, 1 for equal samples', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const { p = Number.NaN } = ksTest(sorted(a), sorted(b)) ?? {};
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1 + 1e-12);
        expect(ksTest(sorted(a), sorted(a))?.p).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('probabilities', () => {
  const share = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
  const shape = fc.double({ min: 0.1, max: 1e5, noNaN: true });
  const DIGIT = 4 * Number.EPSILON;

  it('of the beta distribution turn over with it, and its quantile leads back', () => {
    fc.assert(
      fc.property(share, shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a, x)).toBeCloseTo(1, 10);
        const found = betaQuantile(x, a, b);
        // Near 1 the last digit of a number can be more probability than the tolerance.
        expect(betaCdf(found * (1 - DIGIT), a, b)).toBeLessThan(x + 5e-8);
        expect(betaCdf(found * (1 + DIGIT), a, b)).toBeGreaterThan(x - 5e-8);
      }),
    );
  });

  it('never fall as the value rises', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (x, more) => {
          expect(normalCdf(x + more)).toBeGreaterThanOrEqual(normalCdf(x) * (1 - 1e-12));
          expect(studentCdf(x + more, 3)).toBeGreaterThanOrEqual(studentCdf(x, 3) * (1 - 1e-12));
        },
      ),
    );
  });

  it('of McNemar do not depend on which model is which, and mid-p is the smaller', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), (fixed, broken) => {
        const { exact, midP } = mcnemar({ fixed, broken });
        expect(mcnemar({ fixed: broken, broken: fixed }).midP).toBe(midP);
        expect(midP).toBeLessThanOrEqual(exact * (1 + 1e-12));
      }),
    );
  });
});

describe('intervals', () => {
  const trials = fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

  it('hold the share they belong to, and the exact one lies around 95 % like Wilson', () => {
    fc.assert(
      fc.property(trials, ([k, n]) => {
        for (const [low, high] of [wilson(k, n), clopperPearson(k, n)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(k / n + 1e-12);
          expect(high).toBeGreaterThanOrEqual(k / n - 1e-12);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('turn over with the share, and widen with the level', () => {
    fc.assert(
      fc.property(trials, ([k, n]) => {
        const [low, high] = clopperPearson(k, n);
        const [lowBack, highBack] = clopperPearson(n - k, n);
        const [lowest, highest] = clopperPearson(k, n, 0.01);

        expect(lowBack).toBeCloseTo(1 - high, 12);
        expect(highBack).toBeCloseTo(1 - low, 12);
        expect(lowest).toBeLessThanOrEqual(low);
        expect(highest).toBeGreaterThanOrEqual(high);
      }),
    );
  });

  it('of paired means lie around the mean and turn over with the sign', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 }), (values) => {
        const [there, back] = [pairedT(values), pairedT(values.map((value) => -value))];
        expect(there?.interval(0.9)[0]).toBeCloseTo(-(back?.interval(0.9)[1] ?? Number.NaN), 9);
        expect(there?.interval(0.9)[0]).toBeLessThanOrEqual(there?.mean ?? Number.NaN);
      }),
    );
  });
});

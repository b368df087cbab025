import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BinaryEvidence, Evidence, MulticlassEvidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { type Estimate, isDefined, type Measured, standardError } from '../../src/metrics/estimate.ts';
import { type MetricName, metricsFor } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';

/** An entry, and of how many rows. */
interface Cell {
  readonly truth: number;
  readonly score: number;
  readonly other: number;
  readonly rows: number;
}

const cells = fc.array(
  fc.record({
    truth: fc.constantFrom(0, 1),
    score: fc.integer({ min: 0, max: 10 }).map((value) => value / 10),
    other: fc.integer({ min: 0, max: 10 }).map((value) => value / 10),
    rows: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 2, maxLength: 25 },
);

const rowsOf = (table: readonly Cell[]): readonly Cell[] =>
  table.flatMap((cell) => Array.from({ length: cell.rows }, () => cell));

const binary = (table: readonly Cell[], of: 'score' | 'other', more: Partial<BinaryEvidence> = {}): BinaryEvidence => ({
  task: 'binary',
  classes: ['0', '1'],
  truth: Uint8Array.from(table, ({ truth }) => truth),
  predicted: Uint8Array.from(table, (row) => Number(row[of] >= 0.5)),
  score: Float64Array.from(table, (row) => row[of]),
  ...more,
});

const multiclass = (
  table: readonly Cell[],
  of: 'score' | 'other',
  more: Partial<MulticlassEvidence> = {},
): MulticlassEvidence => ({
  task: 'multiclass',
  classes: ['a', 'b', 'c'],
  truth: Uint32Array.from(table, ({ truth, rows }) => (truth + rows) % 3),
  predicted: Uint32Array.from(table, (row) => Math.floor(row[of] * 10) % 3),
  ...more,
});

const counts = (table: readonly Cell[]) => Float64Array.from(table, ({ rows }) => rows);

const shown = (measured: Measured) =>
  isDefined(measured)
    ? { value: close(measured.value), n: measured.n, interval: measured.interval?.map(close) ?? null }
    : measured;

const close = (value: number) => expect.closeTo(value, 10);

function comparison(metric: MetricName, candidate: Evidence, champion: Evidence) {
  const [now, before] = [measure(metric, candidate), measure(metric, champion)];
  return isDefined(now) && isDefined(before) ? compare(metric, now, before, { candidate, champion }) : undefined;
}

describe('entries that stand for several rows', () => {
  it.each([
    ['two classes', binary],
    ['several classes', multiclass],
  ])('measure and compare %s as those rows do', (_task, evidence) => {
    fc.assert(
      fc.property(cells, (table) => {
        const rows = rowsOf(table);
        const [one, two] = [evidence(rows, 'score'), evidence(rows, 'other')];
        const [cellsOne, cellsTwo] = [
          evidence(table, 'score', { count: counts(table) }),
          evidence(table, 'other', { count: counts(table) }),
        ];
        for (const metric of metricsFor(one.task)) {
          const whole = measure(metric, cellsOne);
          expect(isDefined(whole) ? { ...whole, interval: whole.interval ?? null } : whole).toMatchObject(
            shown(measure(metric, one)),
          );
          const [expected, found] = [comparison(metric, one, two), comparison(metric, cellsOne, cellsTwo)];
          expect(found?.pValue ?? -1).toBeCloseTo(expected?.pValue ?? -1, 9);
          expect(found?.finding).toBe(expected?.finding);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('weights', () => {
  it('of whole numbers give the value of so many rows', () => {
    fc.assert(
      fc.property(cells, (table) => {
        const [repeated, weighted] = [
          binary(rowsOf(table), 'score'),
          binary(table, 'score', { weight: counts(table) }),
        ];
        for (const metric of metricsFor('binary')) {
          const [expected, found] = [measure(metric, repeated), measure(metric, weighted)];
          if (isDefined(expected) && isDefined(found)) expect(found.value).toBeCloseTo(expected.value, 10);
          else expect(isDefined(found)).toBe(isDefined(expected));
        }
      }),
    );
  });

  it('that are all alike change no value and hardly an interval', () => {
    fc.assert(
      fc.property(cells, fc.double({ min: 0.1, max: 9, noNaN: true }), (table, weight) => {
        const [plain, weighted] = [
          binary(table, 'score'),
          binary(table, 'score', { weight: new Float64Array(table.length).fill(weight) }),
        ];
        for (const metric of ['f1', 'mcc', 'roc-auc', 'average-precision', 'log-loss', 'brier'] as const) {
          const [expected, found] = [measure(metric, plain), measure(metric, weighted)];
          if (isDefined(expected) && isDefined(found)) {
            expect(found.value).toBeCloseTo(expected.value, 9);
            expect(standardError(found.influence, found.entries)).toBeCloseTo(standardError(expected.influence), 9);
          }
        }
      }),
    );
  });
});

describe('groups', () => {
  const spread = ({ influence, entries }: Estimate) => standardError(influence, entries);

  it('of one row each are as good as none', () => {
    fc.assert(
      fc.property(cells, (table) => {
        const group = Uint32Array.from(table.keys());
        for (const metric of metricsFor('binary')) {
          const [plain, grouped] = [
            measure(metric, binary(table, 'score')),
            measure(metric, binary(table, 'score', { group })),
          ];
          if (isDefined(plain) && isDefined(grouped)) expect(spread(grouped)).toBeCloseTo(spread(plain), 10);
        }
      }),
    );
  });

  it('of rows written twice leave the spread of the rows written once', () => {
    fc.assert(
      fc.property(cells, (table) => {
        const twice = [...table, ...table];
        const group = Uint32Array.from(twice, (_, i) => i % table.length);
        for (const metric of ['f1', 'log-loss', 'brier', 'average-precision'] as const) {
          const [once, grouped] = [
            measure(metric, binary(table, 'score')),
            measure(metric, binary(twice, 'score', { group })),
          ];
          if (isDefined(once) && isDefined(grouped)) expect(spread(grouped)).toBeCloseTo(spread(once), 10);
        }
      }),
    );
  });
});

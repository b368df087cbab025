import { describe, expect, it } from '@jest/globals';
import { cellOf } from '../../src/data/cells.ts';
import { ColumnProfiler } from '../../src/data/column-profiler.ts';
import { type DriftColumn, driftFindings } from '../../src/data/drift.ts';
import { DRIFT_LIMITS } from '../../src/data/schema.ts';
import { type Random, random } from '../../src/statistics/random.ts';

function profiled(values: readonly string[]): ColumnProfiler {
  const profiler = new ColumnProfiler();
  for (const value of values) profiler.add(cellOf(value));
  return profiler;
}

const column = (name: string, before: readonly string[], now: readonly string[], redacted = false): DriftColumn => {
  const reference = profiled(before);
  return { name, kind: reference.kind, reference, current: profiled(now), redacted };
};

const sample = (rows: number, value: () => number | string): readonly string[] =>
  Array.from({ length: rows }, () => String(value()));

const normal = (next: Random) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

const found = (columns: readonly DriftColumn[], limits = DRIFT_LIMITS) =>
  driftFindings(columns, limits, 'table "train"').map(
    ({ code, severity, column: name }) => `${severity} ${code} ${name}`,
  );

describe('drift', () => {
  it('is seen in at most five of forty pairs of small tables of one population, over thirty columns at once', () => {
    const next = random(11);
    const strict = { ...DRIFT_LIMITS, warn: 0, limit: 0 };
    const alarms = Array.from({ length: 40 }, () => {
      const columns = Array.from({ length: 30 }, (_, at) => {
        const value = at % 3 === 0 ? () => `k${Math.floor(next() * 5)}` : () => normal(next);
        return column(`c${at}`, sample(400, value), sample(180, value));
      });
      return found(columns, strict).length > 0;
    });

    expect(alarms.filter(Boolean).length).toBeLessThanOrEqual(5);
  });

  it('of half a standard deviation is told, and of a whole one is drift', () => {
    const next = random(12);
    const before = sample(5000, () => normal(next));
    const shifted = (by: number) =>
      column(
        'x',
        before,
        sample(5000, () => normal(next) + by),
      );

    expect(found([shifted(0.05)])).toEqual([]);
    expect(found([shifted(0.4)])).toEqual(['warning DISTRIBUTION_DRIFTED x']);
    expect(found([shifted(1)])).toEqual(['drift DISTRIBUTION_DRIFTED x']);
  });

  it('of a column that was constant is seen, and its silence as well', () => {
    const constant = sample(1000, () => 0.42);

    expect(
      found([
        column(
          'x',
          constant,
          sample(1000, () => 0.42),
        ),
      ]),
    ).toEqual([]);
    expect(
      found([
        column(
          'x',
          constant,
          sample(1000, () => 0.43),
        ),
      ]),
    ).toEqual(['drift DISTRIBUTION_DRIFTED x']);
  });

  it('of missing values is told as such, and not once more as a distribution', () => {
    let row = 0;
    const before = sample(1000, () => (row++ % 10) + 1);
    const now = sample(1000, () => (row++ % 2 === 0 ? '' : (row % 10) + 1));

    expect(found([column('x', before, now)])).toContain('drift MISSING_SHARE_DRIFTED x');
  });

  it('names categories that are new, and of a redacted column none', () => {
    const before = sample(500, () => 'de');
    const now = ['it', ...sample(499, () => 'de')];
    const [open] = driftFindings([column('land', before, now)], DRIFT_LIMITS, 'table "train"');
    const [redacted] = driftFindings([column('land', before, now, true)], DRIFT_LIMITS, 'table "train"');

    expect(open?.message).toBe('1 of 500 rows have a category that table "train" has not: "it".');
    expect(redacted?.message).toBe('1 of 500 rows have a category that table "train" has not.');
  });

  it.each([
    ['nothing', [], []],
    ['only missing values', ['', ''], ['', '']],
    ['missing values and numbers', ['', ''], ['1', '2']],
    ['numbers and text', ['1', '2'], ['a', 'b']],
  ])('is finite for %s', (_name, before, now) => {
    for (const { drift } of driftFindings([column('x', before, now)], DRIFT_LIMITS, 'it'))
      expect([drift?.value, drift?.limit].every((figure) => figure === undefined || Number.isFinite(figure))).toBe(
        true,
      );
  });
});

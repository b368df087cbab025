import { describe, expect, it } from '@jest/globals';
import { cellOf, timestampOf } from '../../src/data/cells.ts';
import { ColumnProfiler } from '../../src/data/column-profiler.ts';
import { hashPair, hashText } from '../../src/data/hash.ts';
import { HashSet } from '../../src/data/hash-set.ts';
import { QuantileSketch } from '../../src/data/quantile-sketch.ts';
import { ValueCounts } from '../../src/data/value-counts.ts';
import { random } from '../../src/statistics/random.ts';

describe('QuantileSketch', () => {
  it('is exact up to 4,096 values', () => {
    const next = random(1);
    const values = Array.from({ length: 4096 }, () => Math.floor(next() * 500));
    const sketch = new QuantileSketch();
    for (const value of values) sketch.add(value);

    const sorted = values.toSorted((a, b) => a - b);
    for (const edge of [-1, 0, 17, 250, 499, 500])
      expect(sketch.rank(edge)).toBe(values.filter((value) => value < edge).length);
    for (const p of [0.001, 0.1, 0.5, 0.9, 1]) expect(sketch.quantile(p)).toBe(sorted[Math.ceil(p * 4096) - 1]);
  });

  it('keeps ranks of half a million values within a thousandth, in one part or in many', () => {
    const next = random(2);
    const [whole, parts] = [new QuantileSketch(), Array.from({ length: 7 }, () => new QuantileSketch())];
    const n = 500_000;
    for (let row = 0; row < n; row += 1) {
      const value = next();
      whole.add(value);
      parts[row % 7]?.add(value);
    }
    const merged = new QuantileSketch();
    for (const part of parts) merged.merge(part);

    for (const sketch of [whole, merged]) {
      expect(sketch.count).toBe(n);
      for (const p of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
        expect(Math.abs(sketch.rank(p) / n - p)).toBeLessThan(0.003);
        expect(Math.abs(sketch.quantile(p) - p)).toBeLessThan(0.003);
      }
    }
  });
});

describe('ValueCounts', () => {
  it('counts every value up to 1,000 distinct ones', () => {
    const counts = new ValueCounts();
    for (let row = 0; row < 5000; row += 1) counts.add(`v${row % 1000}`);

    expect({ distinct: counts.distinct, exact: counts.exact, other: counts.other }).toEqual({
      distinct: 1000,
      exact: true,
      other: 0,
    });
    expect(counts.count('v999')).toBe(5);
  });

  it('estimates more distinct values within a tenth and loses no row', () => {
    const counts = new ValueCounts();
    for (let row = 0; row < 50_000; row += 1) counts.add(row % 5 === 0 ? 'often' : `rare ${row}`);

    expect(counts.exact).toBe(false);
    expect(Math.abs(counts.distinct / 40_001 - 1)).toBeLessThan(0.1);
    expect(counts.top(1)).toEqual([['often', 10_000]]);
    const named = counts.top(Number.POSITIVE_INFINITY).reduce((sum, [, count]) => sum + count, 0);
    expect(named + counts.other).toBe(50_000);
  });

  it('says of two merged parts what it says of the whole', () => {
    const [whole, left, right] = [new ValueCounts(), new ValueCounts(), new ValueCounts()];
    for (let row = 0; row < 3000; row += 1) {
      const value = `v${(row * row) % 700}`;
      whole.add(value);
      (row % 2 === 0 ? left : right).add(value);
    }
    left.merge(right);

    expect(left.distinct).toBe(whole.distinct);
    expect(left.top(1000)).toEqual(whole.top(1000));
  });
});

describe('ColumnProfiler', () => {
  const profiled = (texts: readonly string[]) => {
    const profiler = new ColumnProfiler();
    for (const text of texts) profiler.add(cellOf(text));
    return profiler;
  };

  it.each([
    ['integer', ['1', '-2', '3e2', '']],
    ['number', ['1', '2.5', '']],
    ['boolean', ['true', 'FALSE', 'true']],
    ['timestamp', ['2026-01-02', '2026-01-02T03:04:05Z', '2026-01-02 03:04:05.678+01:00']],
    ['category', ['a', 'b', 'a', '1']],
    ['text', Array.from({ length: 50 }, (_, row) => `name ${row}`)],
    ['category', ['', '']],
  ] as const)('takes a column for %s by its values', (kind, texts) => {
    expect(profiled(texts).kind).toBe(kind);
  });

  it('has the moments of both parts after a merge', () => {
    const values = Array.from({ length: 1000 }, (_, row) => 1e6 + Math.sin(row) * 3);
    const [whole, left, right] = [profiled(values.map(String)), profiled([]), profiled([])];
    for (const [row, value] of values.entries()) (row % 3 === 0 ? left : right).add(cellOf(String(value)));
    left.merge(right);

    expect(left.mean).toBeCloseTo(whole.mean, 8);
    expect(left.m2 / whole.m2).toBeCloseTo(1, 9);
    expect([left.min, left.max, left.rows, left.kind]).toEqual([whole.min, whole.max, 1000, 'number']);
  });
});

describe('timestampOf', () => {
  it.each([
    ['2026-02-28', Date.UTC(2026, 1, 28)],
    ['2026-02-28T10:20', Date.UTC(2026, 1, 28, 10, 20)],
    ['2026-02-28 10:20:30.5Z', Date.UTC(2026, 1, 28, 10, 20, 30, 500)],
    ['2026-02-28T10:20:30-02:30', Date.UTC(2026, 1, 28, 12, 50, 30)],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['26-01-01', undefined],
    ['2026-01-01T25:00', undefined],
  ])('reads %s', (text, at) => {
    expect(timestampOf(text)).toBe(at);
  });
});

it('tells a hundred thousand hashes apart, and finds each again', () => {
  const set = new HashSet();
  for (let row = 0; row < 100_000; row += 1) set.add(hashPair(hashText(`a${row % 300}`), hashText(`${row}`)));

  expect(set.size).toBe(100_000);
  expect(set.add(hashPair(hashText('a7'), hashText('7')))).toBe(false);
  expect(set.has(hashPair(hashText('7'), hashText('a7')))).toBe(false);
});

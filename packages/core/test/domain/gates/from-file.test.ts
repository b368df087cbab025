import { describe, expect, it } from '@jest/globals';
import { parseMetricFile } from '../../../src/domain/gates/from-file.ts';

describe('a file of metrics', () => {
  it('is its numbers by name, those of maps inside maps with dots', () => {
    expect(parseMetricFile('{"auc":0.9,"test":{"latency":{"p95":41}},"name":"x","list":[1],"none":null}')).toEqual({
      auc: 0.9,
      'test.latency.p95': 41,
    });
  });

  it.each(['', '{', '[1]', '3', 'null', '{"auc":NaN}', '{"auc":Infinity}', '\u0000', '{"a":'.repeat(100_000)])(
    'that starts with %.20j is unreadable',
    (text) => {
      expect(parseMetricFile(text)).toBe('unreadable');
    },
  );

  it('that nests without an end is unreadable', () => {
    const depth = 50_000;

    expect(['unreadable', {}]).toContainEqual(parseMetricFile(`${'{"a":'.repeat(depth)}{}${'}'.repeat(depth)}`));
  });

  it('keeps names that are methods elsewhere as names', () => {
    expect(Object.entries(parseMetricFile('{"__proto__":1,"toString":2}'))).toEqual([
      ['__proto__', 1],
      ['toString', 2],
    ]);
  });
});

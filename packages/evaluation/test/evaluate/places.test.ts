import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Places } from '../../src/evaluate/places.ts';

/** What the sorter hands out for rows with these keys. */
function sorted(places: Places, keys: readonly number[]): Map<number, number[]> {
  places.begin(keys.length);
  for (const [row, key] of keys.entries()) places.add(row, key);
  const found = new Map<number, number[]>();
  places.each((key, rows) => void found.set(key, [...rows]));
  return found;
}

/** The same, by a plain grouping. */
const grouped = (keys: readonly number[]): Map<number, number[]> => {
  const groups = new Map<number, number[]>();
  for (const [row, key] of keys.entries()) groups.set(key, [...(groups.get(key) ?? []), row]);
  return groups;
};

describe('rows sorted by a small number', () => {
  it('keep their order within each key, block after block, whatever the keys and sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 300 }), { maxLength: 200 }), { maxLength: 5 }), (blocks) => {
        const places = new Places();
        for (const keys of blocks) expect(sorted(places, keys)).toEqual(grouped(keys));
      }),
    );
  });

  it('come key by key in the order in which the keys came', () => {
    expect([...sorted(new Places(), [7, 2, 7, 0]).keys()]).toEqual([7, 2, 0]);
  });
});

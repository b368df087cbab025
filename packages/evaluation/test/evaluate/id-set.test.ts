import { expect, it } from '@jest/globals';
import { IdSet } from '../../src/evaluate/id-set.ts';

const ids = Array.from({ length: 100_000 }, (_, i) => `r${i}`);

it('every id that was added is found again, and no other', () => {
  const set = new IdSet();
  const added = ids.filter((id) => set.add(id));

  expect(added).toHaveLength(ids.length);
  expect(ids.filter((id) => !set.has(id))).toEqual([]);
  expect(ids.filter((id) => set.add(id))).toEqual([]);
  expect(ids.filter((id) => set.has(`${id}x`))).toEqual([]);
});

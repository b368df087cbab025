import { describe, expect, it } from '@jest/globals';
import { HeldOutKeys } from '../../src/data/held-out-keys.ts';
import { KeyIndex } from '../../src/data/key-index.ts';
import { Leaks } from '../../src/data/leaks.ts';
import { RowKey } from '../../src/data/row-key.ts';
import { watchRows } from '../../src/data/rows.ts';
import { remembering } from '../../src/data/watchers.ts';
import { random } from '../../src/statistics/random.ts';
import { csv } from '../tables.ts';

describe('KeyIndex', () => {
  it('numbers texts in the order they come, and finds no other', () => {
    const index = new KeyIndex();
    const numbers = Array.from({ length: 5000 }, (_, row) => index.add(`r${row}`));

    expect(numbers).toEqual(numbers.map((_, row) => row));
    expect(index.size).toBe(5000);
    expect(Array.from({ length: 5000 }, (_, row) => index.find(`r${row}`))).toEqual(numbers);
    expect(
      Array.from({ length: 5000 }, (_, row) => index.find(`s${row}`)).filter((found) => found !== undefined),
    ).toEqual([]);
    expect(index.add('r17')).toBe(17);
  });
});

const HEADER = ['id', 'kind', 'part', 'y'];

/** Wines, flats, customers: things that look alike and are not the same, each with its own id, parted by chance. */
async function leaksIn(seed: number, share: number, kinds: number, leaked: number) {
  const next = random(seed);
  const things = Array.from({ length: 2000 }, (_, id) => {
    const kind = Math.floor(kinds * next() ** 2);
    return { id: `t${id}`, row: [kind, kind % 7, kind % 2], isHeldOut: next() < share };
  });
  const held = things.filter(({ isHeldOut }) => isHeldOut);
  const copies = held.slice(0, leaked).map(({ row }, index) => ({ id: `copy${index}`, row }));
  const table = (rows: readonly { readonly id: string; readonly row: readonly number[] }[]) =>
    csv(
      'table.csv',
      HEADER.join(','),
      rows.map(({ id, row }) => [id, ...row]),
    );
  const heldOut = new HeldOutKeys(new RowKey({ columns: HEADER.slice(1), isTelling: true, isWhole: true }));
  await watchRows(table(held), HEADER, 'id', [remembering(HEADER, heldOut)]);
  const files = table([...things.filter(({ isHeldOut }) => !isHeldOut), ...copies]);
  const leaks = new Leaks(heldOut, { header: HEADER, id: 'id', isExamples: true, idsName: false, maxShare: undefined });
  const rows = await watchRows(files, HEADER, 'id', [leaks]);
  const [finding] = await leaks.drafts(rows, files);
  return finding?.severity;
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('rows that look alike', () => {
  it.each([
    [0.2, 1000],
    [0.2, 100_000],
    [0.5, 20_000],
  ])('are taken for leaks in few of 40 splits (%d held out, of %d kinds)', async (share, kinds) => {
    const found = await Promise.all(seeds.map((seed) => leaksIn(seed, share, kinds, 0)));

    expect(found.filter((severity) => severity === 'error').length).toBeLessThanOrEqual(2);
    expect(found).toContain('warning');
  });

  it('hide no copies of a quarter of the held-out rows', async () => {
    const found = await Promise.all(seeds.map((seed) => leaksIn(seed, 0.2, 100_000, 100)));

    expect(new Set(found)).toEqual(new Set(['error']));
  });
});

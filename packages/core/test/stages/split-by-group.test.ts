import { describe, expect, it } from '@jest/globals';
import type { TableData } from '../../src/config/types.ts';
import { checkData } from '../../src/stages/check-data.ts';
import { world } from './world.ts';

const ROWS = Array.from({ length: 400 }, (_, row) => `r${row},shop${row % 40},${(row * 37) % 101},${row % 2}`);
const TABLE = ['id,shop,x,y', ...ROWS, ''].join('\n');

const data = (change: Partial<TableData> = {}): { readonly data: TableData } => ({
  data: {
    kind: 'table',
    table: 'data/shops.csv',
    heldOutShare: 0.3,
    splitLock: 'data/split.lock',
    columns: { id: 'id', label: 'y', group: 'shop' },
    ...change,
  },
});

const repository = () => {
  const at = world();
  at.objects.set('data/shops.csv', TABLE);
  return at;
};

const shopsIn = (text: string | undefined) =>
  new Set(
    (text ?? '')
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(',')[1]),
  );

describe('a table with a group column', () => {
  it('is split between groups: no group is on both sides', async () => {
    const { ports, objects } = repository();
    const { channels, heldOut } = await checkData(data(), ports);
    const train = shopsIn(objects.get(`${channels[0]?.uri}train.csv`));
    const test = shopsIn(objects.get(`${heldOut.uri}held-out.csv`));

    expect(train.size + test.size).toBe(40);
    expect(test.size).toBeGreaterThan(0);
    expect([...test].filter((shop) => train.has(shop))).toEqual([]);
  });

  it('writes the group into the lock of the split', async () => {
    const { ports, objects } = repository();
    await checkData(data(), ports);

    expect(JSON.parse(objects.get('data/split.lock') ?? '')).toEqual({
      version: 1,
      rule: 'mlops-split-v1',
      share: 0.3,
      group: 'shop',
    });
  });

  it('is not split anew when the group appears or goes', async () => {
    const { ports } = repository();
    await checkData(data(), ports);

    await expect(checkData(data({ columns: { id: 'id', label: 'y' } }), ports)).rejects.toMatchObject({
      code: 'DATA_INVALID',
    });
  });

  it('is refused when the column is not there', async () => {
    const { ports } = repository();

    await expect(checkData(data({ columns: { label: 'y', group: 'store' } }), ports)).rejects.toThrow(
      'There is no column "store"',
    );
  });
});

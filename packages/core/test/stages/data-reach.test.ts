import { expect, it } from '@jest/globals';
import { outOfReach } from '../../src/stages/data-reach.ts';

const FILES = ['train.csv', 'train.csv.dvc', 'lfs.csv', 'gone.csv.dvc', 'raw/all.dvc'];
const holdings = {
  files: async (table: string) => FILES.filter((file) => file === table),
  exists: async (path: string) => FILES.includes(path),
  hasLfsPointer: async (files: readonly string[]) => files.includes('lfs.csv'),
};

it.each([
  ['train.csv', []],
  ['missing.csv', []],
  ['gone.csv', ['of gone.csv there is only its pointer gone.csv.dvc']],
  ['raw/all/eu/train.csv', ['of raw/all/eu/train.csv there is only its pointer raw/all.dvc']],
  ['raw/all/*.csv', ['of raw/all/*.csv there is only its pointer raw/all.dvc']],
  ['../all/train.csv', []],
  ['lfs.csv', ['of lfs.csv there is only a pointer of Git LFS']],
  ['s3://acme/train.csv', ['s3://acme/train.csv needs credentials']],
])('of %s: %j', async (table, reasons) => {
  expect(await outOfReach([table, table], holdings)).toEqual(reasons);
});

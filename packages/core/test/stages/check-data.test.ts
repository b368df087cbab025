import { describe, expect, it } from '@jest/globals';
import type { MlopsConfig } from '../../src/config/types.ts';
import { isMlopsError } from '../../src/domain/errors.ts';
import { checkData } from '../../src/stages/check-data.ts';
import { world } from './world.ts';

const TEST = 'id,x,y\nt1,0.1,no\nt2,0.9,yes\n';
const TRAIN = 'id,x,y\na,0.2,no\nb,0.8,yes\n';

const data = (channels: Readonly<Record<string, string>>): Pick<MlopsConfig, 'data'> => ({
  data: { kind: 'channels', channels, heldOut: 'test.csv', columns: { id: 'id', label: 'y' } },
});

function repository(files: Readonly<Record<string, string>>) {
  const at = world();
  for (const [path, text] of Object.entries({ 'test.csv': TEST, ...files })) at.objects.set(path, text);
  return at;
}

/** What a training job would find in the folder of a channel. */
const mounted = (objects: ReadonlyMap<string, string>, uri: string) =>
  [...objects.keys()].filter((key) => key.startsWith(uri)).map((key) => key.slice(uri.length));

describe('checkData', () => {
  it('gives a renamed training file a folder of its own, so that its rows are not doubled', async () => {
    const { ports, objects } = repository({ 'train.csv': TRAIN, 'training.csv': TRAIN });
    const before = await checkData(data({ train: 'train.csv' }), ports);
    const after = await checkData(data({ train: 'training.csv' }), ports);

    expect(mounted(objects, before.channels[0]?.uri ?? '')).toEqual(['train.csv']);
    expect(mounted(objects, after.channels[0]?.uri ?? '')).toEqual(['training.csv']);
    expect(after.channels[0]?.digest).toBe(before.channels[0]?.digest);
  });

  it('stores the held-out rows without their labels', async () => {
    const { ports, objects } = repository({ 'train.csv': TRAIN });
    const { heldOut } = await checkData(data({ train: 'train.csv' }), ports);

    expect(objects.get(`${heldOut.uri}held-out.csv`)).toBe('id,x\nt1,0.1\nt2,0.9\n');
  });

  it('names the line of the first training row that is held out, and stores no data', async () => {
    const { ports, objects } = repository({ 'train.csv': `${TRAIN}t2,0.9,yes\n` });
    const error = await checkData(data({ train: 'train.csv' }), ports).catch((thrown: unknown) => thrown);

    expect(isMlopsError(error, 'DATA_INVALID') && error.details.problems).toEqual([
      {
        file: 'train.csv',
        line: 4,
        path: 'data.channels.train',
        message: '1 of its rows are held-out rows too; a model that has seen them cannot be judged on them.',
      },
    ]);
    expect([...objects.keys()].filter((key) => key.startsWith('s3://bucket/data/'))).toEqual([]);
  });
});

describe('the digest of all data', () => {
  it('changes with the rows of training and with a label alone', async () => {
    const digest = async (files: Readonly<Record<string, string>>) =>
      (await checkData(data({ train: 'train.csv' }), repository({ 'train.csv': TRAIN, ...files }).ports)).digest;
    const digests = await Promise.all([
      digest({}),
      digest({}),
      digest({ 'train.csv': `${TRAIN}c,0.3,no\n` }),
      digest({ 'test.csv': TEST.replace('0.1,no', '0.1,yes') }),
    ]);

    expect(new Set(digests).size).toBe(3);
    expect(digests[0]).toBe('4f11718157efe68ebcd775ef19f1335439bb2e9f17364fea65d90e28b0e77e62');
    expect(digests[0]).toBe(digests[1]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { trainingChannels } from '../../src/stages/training-channels.ts';
import { world } from './world.ts';

describe('trainingChannels', () => {
  it('stores files of the repository by digest, once', async () => {
    const at = world();
    at.objects.set('data/train.csv', 'a\n1\n');
    const [first] = await trainingChannels({ train: { from: 'data/train.csv' } }, '', at.ports);
    const stored = at.objects.size;
    const [second] = await trainingChannels({ train: { from: 'data/train.csv' } }, '', at.ports);

    expect(first).toMatchObject({
      name: 'train',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      uri: expect.stringMatching(/^s3:\/\/bucket\/data\/sha256-/),
      rows: 1,
    });
    expect(second).toEqual(first);
    expect(at.objects.size).toBe(stored);
  });

  it('leaves objects of a bucket where they are and takes their fingerprint', async () => {
    const at = world();
    at.objects.set('s3://acme/base/weights.bin', 'x');
    const told = { from: 's3://acme/base/', contentType: 'application/x-recordio', inputMode: 'Pipe' } as const;
    const [channel] = await trainingChannels({ pretrained: told }, '', at.ports);
    const before = channel?.digest;
    at.objects.set('s3://acme/base/weights.bin', 'y');
    const [changed] = await trainingChannels({ pretrained: told }, '', at.ports);

    expect(channel).toMatchObject({
      uri: 's3://acme/base/',
      contentType: 'application/x-recordio',
      inputMode: 'Pipe',
    });
    expect(changed?.digest).not.toBe(before);
    expect(at.objects.size).toBe(1);
  });

  it('names every channel with nothing in it, and stores none of the others', async () => {
    const at = world();
    at.objects.set('data/train.csv', 'a\n1\n');
    const sources = {
      train: { from: 'data/train.csv' },
      extra: { from: 'data/none.csv' },
      base: { from: 's3://acme/none/' },
    };

    await expect(trainingChannels(sources, '', at.ports)).rejects.toMatchObject({
      code: 'DATA_INVALID',
      details: { problems: [{ file: 'data/none.csv' }, { file: 's3://acme/none/' }] },
    });
    expect(at.objects.size).toBe(1);
  });

  it('reads a path as mlops.yml does, however it is spelled', async () => {
    const at = world();
    at.objects.set('data/train.csv', 'a\n1\n');
    const from = (path: string) => trainingChannels({ train: { from: path } }, '', at.ports);

    const channels = await from('data/train.csv');
    expect(await from('./data/train.csv')).toEqual(channels);
    expect(await from('data//../data/train.csv')).toEqual(channels);
    expect((await from('data/'))[0]?.uri).toBe(channels[0]?.uri);
  });

  it.each([
    ['../../../secrets.csv', 'services/churn', /leaves the repository/],
    ['/etc/passwd', '', /is absolute/],
    ['gs://bucket/data', '', /is an address/],
  ])('refuses %s, which mlops.yml could not name either', async (from, folder, message) => {
    await expect(trainingChannels({ train: { from } }, folder, world().ports)).rejects.toMatchObject({
      code: 'DATA_INVALID',
      details: { problems: [{ file: from, path: 'channels.train', message: expect.stringMatching(message) }] },
    });
  });

  it('takes a file that is a table to its algorithm alone', async () => {
    const at = world();
    at.objects.set('data/train.csv', '1 qid:1 1:0,5\n0 qid:1\n');

    const [channel] = await trainingChannels({ train: { from: 'data/train.csv' } }, '', at.ports);
    expect(channel).not.toHaveProperty('rows');
  });
});

import { describe, expect, it } from '@jest/globals';
import { trainedOn } from '../../src/stages/trained-on.ts';
import { world } from './world.ts';

const name = 'churn-0123456789ab';
const stored = (digit: string) => `s3://bucket/data/sha256-${digit.repeat(64)}/`;
const channel = (channelName: string, digit: string) => ({
  name: channelName,
  path: `${channelName}.csv`,
  uri: stored(digit),
  digest: digit.repeat(64),
  bytes: 1,
});

describe('trainedOn', () => {
  it('is what is declared, in its order, for a job that read just that', () => {
    const declared = [channel('train', 'a'), channel('extra', 'b')];
    const channels = { extra: stored('b'), train: stored('a') };

    expect(trainedOn({ name, channels }, declared, world().ports)).toEqual(declared);
    expect(trainedOn({ name }, declared, world().ports)).toEqual(declared);
  });

  it('refuses rows of the repository that were changed, or that nobody declared', () => {
    const channels = { train: stored('a'), extra: stored('b') };
    const judge = () => trainedOn({ name, channels }, [channel('train', 'c')], world().ports);

    expect(judge).toThrow(
      expect.objectContaining({
        code: 'DATA_MISMATCH',
        details: {
          job: name,
          differences: [
            `the channel "train" was ${stored('a')} and is ${stored('c')}`,
            `the channel "extra" was ${stored('b')} and is not declared`,
          ],
        },
      }),
    );
  });

  it('says of objects that stayed elsewhere that they were not checked, and claims no digest of them', () => {
    const { ports, events } = world();
    const channels = { train: stored('a'), pretrained: 's3://acme/base/' };

    expect(trainedOn({ name, channels }, [channel('train', 'a')], ports)).toEqual([
      channel('train', 'a'),
      { name: 'pretrained', path: 's3://acme/base/' },
    ]);
    expect(events).toMatchObject([{ type: 'warning', text: expect.stringContaining('s3://acme/base/') }]);
  });
});

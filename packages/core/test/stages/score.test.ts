import { describe, expect, it } from '@jest/globals';
import type { Ports } from '../../src/stages/ports.ts';
import { score } from '../../src/stages/score.ts';
import { world } from './world.ts';

const held = { name: 'held-out', path: 'test.csv', uri: 's3://bucket/held-out/', digest: 'd'.repeat(64), bytes: 1 };
const data = { channels: [], heldOut: held, idColumn: 'id', labels: [] };
const config = {
  model: 'churn',
  train: { instanceTypes: ['ml.m5.large'], volumeSizeGb: 30, maxRuntimeSeconds: 60 },
  validate: { script: 'model/validate.py' },
} as unknown as Parameters<typeof score>[0];
const model = { image: `local/churn@sha256:${'a'.repeat(64)}`, model: { uri: 's3://bucket/m', digest: 'm' } };

/** Scores where the job writes `predictions`. */
const scored = (predictions: string) => {
  const at = world();
  const observe: Ports['jobs']['observe'] = async (kind, name) => {
    const state = await at.ports.jobs.observe(kind, name);
    if (state?.status !== 'Completed') return state;
    at.objects.set(`s3://bucket/out/predictions.csv`, predictions);
    return { ...state, artefactUri: 's3://bucket/out' };
  };
  return score(config, model, data, false, { ...at.ports, jobs: { ...at.ports.jobs, observe } });
};

describe('predictions', () => {
  it('are read by name of column, with a score or without', async () => {
    expect((await scored('prediction,id,score\nyes,1,0.9\n')).rows).toEqual([
      { id: '1', prediction: 'yes', score: '0.9' },
    ]);
    expect((await scored('id,prediction\n1,no\n')).rows).toEqual([{ id: '1', prediction: 'no' }]);
  });

  it.each([
    ['are no table', 'id,prediction\n1\n', /Invalid Record Length/],
    ['are empty', '', /expected "id,prediction"/],
    ['lack a column', 'id,label\n1,yes\n', /The header is "id,label"/],
  ])('that %s are told with their object', async (_what, text, message) => {
    await expect(scored(text)).rejects.toMatchObject({
      code: 'DATA_INVALID',
      details: { problems: [{ file: 's3://bucket/out/predictions.csv', message: expect.stringMatching(message) }] },
    });
  });
});

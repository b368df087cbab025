import { describe, expect, it } from '@jest/globals';
import type { ByteSource } from '@mlops-actions/evaluation';
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

const textOf = async (source: ByteSource) => {
  const chunks = [];
  for await (const chunk of source.stream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

describe('predictions', () => {
  it('are opened where the job wrote them, and named by their object', async () => {
    const { predictions } = await scored('id,prediction\n1,no\n');

    expect(predictions.name).toBe('s3://bucket/out/predictions.csv');
    expect(await textOf(predictions)).toBe('id,prediction\n1,no\n');
  });
});

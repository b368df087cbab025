import { describe, expect, it } from '@jest/globals';
import { claimGeneration, closeGeneration, newerGeneration, readLedger } from '../../src/stages/ledger.ts';
import { world } from './world.ts';

const wanted = {
  endpoint: 'churn',
  spec: 'spec-a',
  model: 'churn',
  packageVersion: 1,
  modelDigest: 'd'.repeat(64),
  image: 'local/churn',
  run: null,
};

describe('the ledger', () => {
  it('gives every deploy the next generation', async () => {
    const { ports } = world();
    const one = await claimGeneration(wanted, ports);
    await closeGeneration(one, 'deployed', ports);
    const two = await claimGeneration({ ...wanted, spec: 'spec-b' }, ports);

    expect([one.generation, two.generation]).toEqual([1, 2]);
    expect((await newerGeneration(one, ports))?.entry).toEqual(two);
    expect(await newerGeneration(two, ports)).toBeUndefined();
  });

  it('resumes its own unfinished entry', async () => {
    const { ports } = world();
    await claimGeneration(wanted, ports);

    expect((await claimGeneration(wanted, ports)).generation).toBe(1);
  });

  it('takes a new generation after a roll-back of the same spec', async () => {
    const { ports } = world();
    await closeGeneration(await claimGeneration(wanted, ports), 'rolled-back', ports, 'no ping');

    expect((await claimGeneration(wanted, ports)).generation).toBe(2);
  });

  it('gives two runs at once two generations', async () => {
    const { ports } = world();
    const claims = await Promise.all(['a', 'b', 'c'].map((spec) => claimGeneration({ ...wanted, spec }, ports)));

    expect(new Set(claims.map(({ generation }) => generation)).size).toBe(3);
  });

  it('gives two runs at once that want the very same one generation', async () => {
    const { ports } = world();
    const claims = await Promise.all(['1', '2', '3'].map((run) => claimGeneration({ ...wanted, run }, ports)));

    expect(claims.map(({ generation }) => generation)).toEqual([1, 1, 1]);
  });

  it.each(['failed', 'rolled-back', 'superseded', 'smoke-failed'] as const)(
    'asks nobody to make room for a generation that is %s',
    async (outcome) => {
      const { ports } = world();
      const one = await claimGeneration(wanted, ports);
      await closeGeneration(await claimGeneration({ ...wanted, spec: 'spec-b' }, ports), outcome, ports);

      expect(await newerGeneration(one, ports)).toBeUndefined();
    },
  );

  it('refuses to go on with an entry that somebody changed', async () => {
    const { ports, objects } = world();
    await claimGeneration(wanted, ports);
    objects.set('s3://bucket/ledger/churn/000001.json', '{"schema":"ledger-v1","generation":"one"}');

    await expect(readLedger('churn', ports)).rejects.toMatchObject({
      code: 'LEDGER_INVALID',
      message: expect.stringContaining('s3://bucket/ledger/churn/000001.json'),
    });
  });

  it('reads entries of earlier releases, which do not say how a model is served', async () => {
    const { ports } = world();
    const { generation } = await claimGeneration(wanted, ports);

    expect((await readLedger('churn', ports))[0]).toEqual({ entry: { schema: 'ledger-v1', generation, ...wanted } });
  });

  it('keeps the first outcome of a generation', async () => {
    const { ports } = world();
    const entry = await claimGeneration(wanted, ports);
    await closeGeneration(entry, 'deployed', ports);
    await closeGeneration(entry, 'superseded', ports);

    expect((await readLedger('churn', ports))[0]?.outcome).toMatchObject({ outcome: 'deployed' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { claimGeneration, closeGeneration, readLedger } from '../../src/stages/ledger.ts';
import { readQuarantine } from '../../src/stages/quarantine.ts';
import { releaseStage } from '../../src/stages/release.ts';
import { rollbackStage } from '../../src/stages/rollback.ts';
import { serveStage } from '../../src/stages/serve.ts';
import { CONFIG, digestOfVersion, servingWorld } from './serving-world.ts';

const deploy = (ports: ReturnType<ReturnType<typeof servingWorld>['run']>, version?: number) =>
  serveStage(CONFIG, { destination: 'local', ...(version === undefined ? {} : { version }) }, ports);

const failing = async () => {
  const world = servingWorld();
  await deploy(world.run('1'), 1);
  world.wrong.add(2);
  return world;
};

const served = (world: ReturnType<typeof servingWorld>) =>
  world.models.get(world.endpoints.get('churn')?.configName ?? '')?.modelUri;

const uriOf = (version: number) => `s3://bucket/models/sha256-${digestOfVersion(version)}/model.tar.gz`;

describe('a failed smoke test', () => {
  it('takes the endpoint back to the last good generation, proven, as a generation of its own', async () => {
    const world = await failing();

    await expect(deploy(world.run('2'), 2)).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringContaining(
        `reverted: it serves churn version 1, model sha256:${digestOfVersion(1)}, again`,
      ),
      details: { failures: ['one customer: /ok is false, expected true'] },
    });
    expect(served(world)).toBe(uriOf(1));
    expect(await readLedger('churn', world.run('3'))).toMatchObject([
      { entry: { generation: 1 }, outcome: { outcome: 'deployed' } },
      { entry: { generation: 2 }, outcome: { outcome: 'smoke-failed' } },
      { entry: { generation: 3, action: 'revert', undoes: 2, revives: 1, run: '2' }, outcome: { outcome: 'deployed' } },
    ]);
  });

  it('leaves nothing of the failed generation', async () => {
    const world = await failing();
    await expect(deploy(world.run('2'), 2)).rejects.toThrow();

    expect([...world.models.keys()].filter((name) => name.startsWith('churn-g2-'))).toEqual([]);
    expect([...world.configs.keys()].filter((name) => name.startsWith('churn-g2-'))).toEqual([]);
  });

  it('puts the model in quarantine: refused by its version, passed over as the newest', async () => {
    const world = await failing();
    world.wrong.add(4).add(3);
    for (const version of [4, 3, 2]) await expect(deploy(world.run('2'), version)).rejects.toThrow();
    const newest = await deploy(world.run('3'));

    await expect(deploy(world.run('3'), 2)).rejects.toMatchObject({
      code: 'MODEL_QUARANTINED',
      details: { version: 2, reason: expect.stringContaining('one customer: /ok is false, expected true') },
    });
    expect(newest).toMatchObject({ outcome: 'unchanged', package: { version: 1 } });
  });

  it('of a first deploy leaves the endpoint as it is and says so', async () => {
    const world = servingWorld();
    world.wrong.add(2);

    await expect(deploy(world.run('1'), 2)).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringContaining('no earlier generation to go back to: the endpoint still serves generation 1'),
    });
    expect(served(world)).toBe(uriOf(2));
    expect(await readQuarantine('churn', world.run('2'))).toMatchObject([{ packageVersion: 2, since: 1 }]);
    expect(await deploy(world.run('2'), 1)).toMatchObject({ outcome: 'deployed', generation: 2 });
  });

  it('of the model that is live already changes nothing', async () => {
    const world = await failing();
    world.wrong.add(1);

    await expect(deploy(world.run('2'), 1)).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringContaining('Nothing was changed: the endpoint serves generation 1'),
    });
    expect(await readQuarantine('churn', world.run('2'))).toEqual([]);
  });

  it('does not put a model in quarantine that only was served in another way', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 2);
    world.wrong.add(2);
    const other = { ...CONFIG, serve: { ...CONFIG.serve, instanceCount: 2 } };

    await expect(serveStage(other, { destination: 'local', version: 2 }, world.run('2'))).rejects.toMatchObject({
      message: expect.stringContaining('reverted: it serves churn version 2'),
    });
    expect(await readQuarantine('churn', world.run('3'))).toEqual([]);
    expect((await readLedger('churn', world.run('3'))).at(-1)?.entry.served?.instanceCount).toBe(1);
  });

  it('says that going back failed as well when it does, and lets the next deploy through', async () => {
    const world = await failing();
    world.objects.delete(uriOf(1));

    await expect(deploy(world.run('2'), 2)).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringMatching(/Going back failed.*archive of generation 1 is gone/),
      cause: { code: 'ROLLBACK_IMPOSSIBLE' },
    });
    const next = await deploy(world.run('3'), 3);

    expect(next).toMatchObject({ outcome: 'deployed', package: { version: 3 } });
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'warning', text: expect.stringMatching(/^going back failed: .*is gone/) }),
    );
  });

  it('goes back to a model that was in quarantine once and has been released and proven since', async () => {
    const world = await failing();
    world.wrong.delete(2);
    await deploy(world.run('2'), 2);
    await rollbackStage(CONFIG, { destination: 'local' }, world.run('r'));
    await releaseStage(CONFIG, { destination: 'local' }, world.run('l'));
    await deploy(world.run('4'), 2);
    world.wrong.add(3);

    await expect(deploy(world.run('5'), 3)).rejects.toThrow(/reverted: it serves churn version 2/);
    expect(served(world)).toBe(uriOf(2));
  });

  it('is gone back from by the next run when a newer deploy got in between and came to nothing', async () => {
    const world = await failing();
    const createModel = world.memory.createModel;
    world.memory.createModel = async (generation, placement) => {
      if (generation.name.startsWith('churn-g3-')) await claimGeneration(await wantedOf(3), world.run('3'));
      return createModel(generation, placement);
    };
    await expect(deploy(world.run('2'), 2)).rejects.toThrow(/Generation 4 took over on the way back/);
    const newest = (await readLedger('churn', world.run('3'))).at(-1)?.entry ?? neverEmpty();
    await closeGeneration(newest, 'rolled-back', world.run('3'));

    await expect(deploy(world.run('4'), 2)).rejects.toMatchObject({ code: 'MODEL_QUARANTINED' });
    expect(served(world)).toBe(uriOf(1));
  });

  it('leaves the endpoint to a newer deploy that has taken it', async () => {
    const world = await failing();
    const invoke = world.memory.invoke;
    world.memory.invoke = async (...parameters) => {
      await claimGeneration(await wantedOf(3), world.run('3'));
      return invoke(...parameters);
    };

    await expect(deploy(world.run('2'), 2)).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringContaining('Generation 3 is taking the endpoint over.'),
    });
    world.memory.invoke = invoke;
    expect(await deploy(world.run('3'), 3)).toMatchObject({ outcome: 'deployed', package: { version: 3 } });
  });
});

/** What a deploy of a version takes its generation for. */
async function wantedOf(version: number) {
  const other = servingWorld();
  await deploy(other.run('3'), version);
  const [line] = await readLedger('churn', other.run('3'));
  const { schema: _schema, generation: _generation, ...wanted } = line?.entry ?? neverEmpty();
  return wanted;
}

function neverEmpty(): never {
  throw new Error('the deploy left no entry');
}

describe('a deploy that fails its smoke test, killed at any call', () => {
  const calls = Array.from({ length: 105 }, (_, index) => index + 1);
  const kills = calls.flatMap((at) => [
    { at, after: false },
    { at, after: true },
  ]);

  it('has as many calls as are killed here', async () => {
    const world = await failing();
    const ports = world.run('2');
    await deploy(ports, 2).catch(() => undefined);

    expect(ports.made()).toBeLessThanOrEqual(calls.length);
    expect(ports.made()).toBeGreaterThan(calls.length / 2);
  });

  it.each(kills)('$at (effect seen: $after) is finished by the next run', async (kill) => {
    const world = await failing();
    await deploy(world.run('2', kill), 2).catch(() => undefined);
    const next = await deploy(world.run('3'), 2).catch((error: unknown) => error);

    expect((next as { code: string }).code).toMatch(/^(SMOKE_FAILED|MODEL_QUARANTINED)$/);
    expect(world.endpoints.get('churn')?.status).toBe('InService');
    expect(served(world)).toBe(uriOf(1));
    expect(await readQuarantine('churn', world.run('4'))).toMatchObject([{ packageVersion: 2 }]);
    const ledger = await readLedger('churn', world.run('4'));
    expect(ledger.map(({ entry, outcome }) => [entry.action, outcome?.outcome])).toEqual([
      [undefined, 'deployed'],
      [undefined, 'smoke-failed'],
      ['revert', 'deployed'],
    ]);
  });
});

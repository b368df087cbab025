import { describe, expect, it } from '@jest/globals';
import { readLedger } from '../../src/stages/ledger.ts';
import { planServing } from '../../src/stages/plan-serving.ts';
import type { Ports } from '../../src/stages/ports.ts';
import { readQuarantine } from '../../src/stages/quarantine.ts';
import { releaseStage } from '../../src/stages/release.ts';
import { rollbackStage } from '../../src/stages/rollback.ts';
import { serveStage } from '../../src/stages/serve.ts';
import { CONFIG, digestOfVersion, servingWorld } from './serving-world.ts';

const local = { destination: 'local' };
const deploy = (ports: Ports, version?: number) =>
  serveStage(CONFIG, { ...local, ...(version === undefined ? {} : { version }) }, ports);
const rollback = (ports: Ports, wish: { generation?: number; reason?: string } = {}) =>
  rollbackStage(CONFIG, { ...local, ...wish }, ports);

/** An endpoint that has served these versions in turn. */
async function having(...versions: readonly number[]) {
  const world = servingWorld();
  for (const version of versions) await deploy(world.run(`deploy-${version}`), version);
  return world;
}

const versionServed = (world: ReturnType<typeof servingWorld>) =>
  Number(/sha256-(\d)/.exec(world.models.get(world.endpoints.get('churn')?.configName ?? '')?.modelUri ?? '')?.[1]);

describe('a roll-back', () => {
  it('serves the previous good model as a new generation and keeps the bad one away', async () => {
    const world = await having(1, 2);
    const result = await rollback(world.run('r'), { reason: 'wrong prices' });

    expect(result).toMatchObject({
      outcome: 'rolled-back',
      generation: 3,
      package: { group: 'churn', version: 1 },
      modelDigest: digestOfVersion(1),
      previousModelDigest: digestOfVersion(2),
      undone: { generation: 2, quarantined: true, reason: 'wrong prices' },
      proof: { modelUri: expect.stringContaining(digestOfVersion(1)) },
    });
    expect(versionServed(world)).toBe(1);
    await expect(deploy(world.run('d'), 2)).rejects.toMatchObject({
      code: 'MODEL_QUARANTINED',
      message: expect.stringContaining('it was rolled back: wrong prices'),
    });
  });

  it.each(['r', 'another'])('done again by run %s does not go back further', async (run) => {
    const world = await having(1, 2, 3);
    await rollback(world.run('r'));
    const again = await rollback(world.run(run));

    expect(again).toMatchObject({
      outcome: 'unchanged',
      generation: 4,
      package: { version: 2 },
      undone: { generation: 3 },
    });
    expect(await readLedger('churn', world.run('x'))).toHaveLength(4);
  });

  it('done again by the same run after a later deploy does not undo that one', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    await deploy(world.run('d'), 3);
    const again = await rollback(world.run('r'));

    expect(again).toMatchObject({ outcome: 'superseded', supersededBy: expect.stringContaining('generation 4') });
    expect(versionServed(world)).toBe(3);
  });

  it('done again by the same run brings back an endpoint that somebody deleted since', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    world.endpoints.clear();

    expect(await rollback(world.run('r'))).toMatchObject({ outcome: 'rolled-back', package: { version: 1 } });
    expect(versionServed(world)).toBe(1);
  });

  it('by a new run after a later deploy goes back from that one, past what is in quarantine', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    await deploy(world.run('d'), 3);

    expect(await rollback(world.run('s'))).toMatchObject({ outcome: 'rolled-back', package: { version: 1 } });
    expect((await readQuarantine('churn', world.run('x'))).map(({ packageVersion }) => packageVersion)).toEqual([2, 3]);
  });

  it('goes to the generation that is named, and stays there when asked again', async () => {
    const world = await having(1, 2, 3);
    const first = await rollback(world.run('r'), { generation: 1 });
    const second = await rollback(world.run('s'), { generation: 1 });

    expect([first.outcome, second.outcome]).toEqual(['rolled-back', 'unchanged']);
    expect(versionServed(world)).toBe(1);
  });

  it('goes back further than a roll-back when the generation is named', async () => {
    const world = await having(1, 2, 3);
    await rollback(world.run('r'));

    expect(await rollback(world.run('s'), { generation: 1 })).toMatchObject({
      outcome: 'rolled-back',
      package: { version: 1 },
    });
  });

  it('hands over to a newer deploy that takes the endpoint while it proves or asks', async () => {
    for (const method of ['generation', 'invoke'] as const) {
      const world = await having(1, 2);
      const original = world.memory[method].bind(world.memory);
      world.memory[method] = async (...parameters: readonly never[]) => {
        const late = world.endpoints.get('churn')?.configName.startsWith('churn-g3-') === true;
        if (late) Object.assign(world.memory, { [method]: original });
        if (late) await deploy(world.run('d'), 4);
        return Reflect.apply(original, world.memory, parameters);
      };

      expect(await rollback(world.run('r'))).toMatchObject({
        outcome: 'superseded',
        supersededBy: expect.stringContaining('generation 4'),
      });
      expect(versionServed(world)).toBe(4);
    }
  });

  it('serves the earlier model as it was served then', async () => {
    const world = await having(1);
    const larger = { ...CONFIG, serve: { ...CONFIG.serve, script: 'serve/other.py', instanceCount: 3 } };
    await serveStage(larger, { ...local, version: 2 }, world.run('d'));
    await rollbackStage(larger, local, world.run('r'));
    const ledger = await readLedger('churn', world.run('x'));

    expect(ledger.map(({ entry }) => [entry.served?.script, entry.served?.instanceCount])).toEqual([
      ['serve/app.py', 1],
      ['serve/other.py', 3],
      ['serve/app.py', 1],
    ]);
    expect(ledger[2]?.entry.spec).toBe(ledger[0]?.entry.spec);
  });

  it('is red and stays where it is when the earlier model fails the smoke test', async () => {
    const world = await having(1, 2);
    world.wrong.add(1);

    await expect(rollback(world.run('r'))).rejects.toMatchObject({
      code: 'SMOKE_FAILED',
      message: expect.stringContaining('The endpoint stays on generation 3'),
    });
    expect(versionServed(world)).toBe(1);
  });

  it('ends where the service kept the model, which a second run may try again', async () => {
    const world = await having(1, 2);
    world.broken.add(1);
    await expect(rollback(world.run('r'))).rejects.toMatchObject({ code: 'DEPLOY_ROLLED_BACK' });
    world.broken.delete(1);

    expect(await rollback(world.run('r'))).toMatchObject({ outcome: 'rolled-back', package: { version: 1 } });
  });

  it('brings back an endpoint that somebody deleted', async () => {
    const world = await having(1, 2);
    world.endpoints.clear();

    expect(await rollback(world.run('r'))).toMatchObject({ outcome: 'rolled-back', package: { version: 2 } });
  });

  it.each([
    ['there is only one model', [1], {}, /no earlier generation was in service with another model/],
    ['the generation does not exist', [1, 2], { generation: 9 }, /the ledger has no generation 9/],
  ])('is impossible when %s', async (_what, versions, wish, sentence) => {
    const world = await having(...versions);

    await expect(rollback(world.run('r'), wish)).rejects.toMatchObject({
      code: 'ROLLBACK_IMPOSSIBLE',
      message: expect.stringMatching(sentence),
    });
    expect(versionServed(world)).toBe(versions.at(-1));
  });

  it('is impossible to a generation whose archive is gone, or that never was in service', async () => {
    const world = await having(1, 2);
    world.broken.add(3);
    await expect(deploy(world.run('d'), 3)).rejects.toThrow();
    world.objects.delete(`s3://bucket/models/sha256-${digestOfVersion(1)}/model.tar.gz`);

    await expect(rollback(world.run('r'))).rejects.toThrow(/archive of generation 1 is gone/);
    await expect(rollback(world.run('r'), { generation: 3 })).rejects.toThrow(/generation 3 is rolled-back/);
  });

  it('is refused to a model that is in quarantine itself', async () => {
    const world = await having(1, 2, 3);
    await rollback(world.run('r'));

    await expect(rollback(world.run('s'), { generation: 3 })).rejects.toMatchObject({ code: 'MODEL_QUARANTINED' });
  });
});

describe('a roll-back killed at any call', () => {
  const calls = Array.from({ length: 100 }, (_, index) => index + 1);
  const kills = calls.flatMap((at) => [
    { at, after: false },
    { at, after: true },
  ]);

  it('has as many calls as are killed here', async () => {
    const ports = (await having(1, 2, 3)).run('r');
    await rollback(ports);

    expect(ports.made()).toBeLessThanOrEqual(calls.length);
    expect(ports.made()).toBeGreaterThan(calls.length / 2);
  });

  it.each(kills)('$at (effect seen: $after) went back once when the run is repeated', async (kill) => {
    const world = await having(1, 2, 3);
    await rollback(world.run('r', kill)).catch(() => undefined);
    const again = await rollback(world.run('r'));

    expect(again.outcome).toMatch(/^(rolled-back|unchanged)$/);
    expect(versionServed(world)).toBe(2);
    expect((await readLedger('churn', world.run('x'))).slice(3)).toMatchObject([
      { entry: { action: 'rollback', undoes: 3, revives: 2 }, outcome: { outcome: 'deployed' } },
    ]);
  });
});

describe('a release', () => {
  it('lets a model be deployed again, once', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    const first = await releaseStage(CONFIG, { ...local, version: 2, reason: 'the prices were right' }, world.run('l'));
    const second = await releaseStage(CONFIG, { ...local, version: 2 }, world.run('l'));

    expect(first).toMatchObject({ outcome: 'released', released: [{ packageVersion: 2, since: 3 }] });
    expect(second).toMatchObject({ outcome: 'unchanged', released: [] });
    expect(await deploy(world.run('d'), 2)).toMatchObject({ outcome: 'deployed', generation: 4 });
  });

  it('is known to a roll-back that is done again', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    await releaseStage(CONFIG, local, world.run('l'));

    expect(await rollback(world.run('r'))).toMatchObject({
      outcome: 'unchanged',
      undone: { generation: 2, quarantined: false },
    });
  });

  it('does not outlive another failure of the same model', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    await releaseStage(CONFIG, local, world.run('l'));
    await deploy(world.run('d'), 2);
    await rollback(world.run('s'));

    await expect(deploy(world.run('d'), 2)).rejects.toMatchObject({ code: 'MODEL_QUARANTINED' });
  });

  it('of one version leaves the others in quarantine', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'));
    await deploy(world.run('d'), 3);
    await rollback(world.run('s'));
    await releaseStage(CONFIG, { ...local, version: 3 }, world.run('l'));

    expect((await readQuarantine('churn', world.run('x'))).map(({ packageVersion }) => packageVersion)).toEqual([2]);
  });
});

describe('a plan', () => {
  it('says what a deploy would do, and does nothing of it', async () => {
    const world = await having(1);
    const before = [...world.objects.keys()];
    const made = world.calls.length;
    const { plan } = await planServing(CONFIG, { ...local, version: 2 }, world.run('p'));

    expect(plan).toMatchObject({
      effect: 'update',
      reasons: [],
      current: { status: 'InService', generation: 1, model: { version: 1, modelDigest: digestOfVersion(1) } },
      wanted: { version: 2, modelDigest: digestOfVersion(2), served: { instanceType: 'ml.m5.large' } },
      smoke: ['one customer'],
      risks: [],
    });
    expect(world.calls).toHaveLength(made);
    expect(world.approvals).toEqual([]);
    expect([...world.objects.keys()].filter((key) => !before.includes(key))).toEqual([
      's3://bucket/records/churn/plan.json',
    ]);
  });

  it.each([
    ['create', [], 1],
    ['unchanged', [1], 1],
    ['update', [1], 4],
  ] as const)('foresees "%s"', async (effect, versions, version) => {
    const world = await having(...versions);
    const { plan } = await planServing(CONFIG, { ...local, version }, world.run('p'));
    const made = await deploy(world.run('d'), version);

    expect(plan.effect).toBe(effect);
    expect(made.outcome).toBe(effect === 'unchanged' ? 'unchanged' : 'deployed');
  });

  it('foresees a refusal', async () => {
    const world = await having(1, 2);
    await rollback(world.run('r'), { reason: 'wrong prices' });
    const { plan } = await planServing(CONFIG, { ...local, version: 2 }, world.run('p'));

    expect(plan).toMatchObject({
      effect: 'refused',
      reasons: ['In quarantine since generation 3: it was rolled back: wrong prices.'],
    });
  });
});

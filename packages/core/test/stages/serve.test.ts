import { describe, expect, it } from '@jest/globals';
import { closeGeneration, readLedger } from '../../src/stages/ledger.ts';
import type { Ports } from '../../src/stages/ports.ts';
import { releaseStage } from '../../src/stages/release.ts';
import { rollbackStage } from '../../src/stages/rollback.ts';
import { serveStage } from '../../src/stages/serve.ts';
import { CONFIG, digestOfVersion, servingWorld } from './serving-world.ts';
import { failure } from './world.ts';

const deploy = (ports: Ports, version: number) => serveStage(CONFIG, { destination: 'local', version }, ports);

const outcomes = async (world: ReturnType<typeof servingWorld>) =>
  (await readLedger('churn', world.run('x'))).map(({ outcome }) => outcome?.outcome);

/** Lets something happen the first time that a method of the endpoints is called. */
function before(
  world: ReturnType<typeof servingWorld>,
  method: 'createModel' | 'createConfig' | 'update' | 'invoke' | 'generations',
  happen: () => Promise<unknown>,
) {
  const original = world.memory[method] as (...parameters: readonly unknown[]) => Promise<unknown>;
  Object.assign(world.memory, {
    [method]: async (...parameters: readonly unknown[]) => {
      Object.assign(world.memory, { [method]: original });
      await happen();
      return original(...parameters);
    },
  });
}

/** A run that took a generation and was killed before it did anything with it. */
async function killedAfterClaim(world: ReturnType<typeof servingWorld>, version: number): Promise<void> {
  const taken = async () => (await readLedger('churn', world.run('x'))).length;
  const claimed = await taken();
  const original = world.memory.createModel;
  world.memory.createModel = async () => {
    throw new Error('killed');
  };
  await expect(deploy(world.run('killed'), version)).rejects.toThrow('killed');
  world.memory.createModel = original;
  expect(await taken()).toBe(claimed + 1);
}

describe('two deploys', () => {
  it('that meet at the endpoint: the newer one sends its refused update again', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'update', () => world.memory.update('churn', 'somebody-else'));
    const result = await deploy(world.run('2'), 2);

    expect(result).toMatchObject({ outcome: 'deployed', generation: 2, modelDigest: digestOfVersion(2) });
    expect(world.calls.filter((call) => call.startsWith('UpdateEndpoint'))).toEqual([
      'UpdateEndpoint somebody-else',
      expect.stringMatching(/^UpdateEndpoint churn-g2-/),
    ]);
  });

  it('of which the newer one gets through while the older one proves itself: the older one is superseded', async () => {
    const world = servingWorld();
    before(world, 'invoke', () => deploy(world.run('2'), 2));
    const older = await deploy(world.run('1'), 1);

    expect(older).toMatchObject({
      outcome: 'superseded',
      supersededBy: expect.stringContaining('generation 2, model'),
    });
    expect(await outcomes(world)).toEqual(['superseded', 'deployed']);
    expect([...world.models.keys()].filter((name) => name.startsWith('churn-g1-'))).toEqual([]);
  });

  it('of which the newer one is killed at once: the older one, on its way already, is proven and deployed', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'invoke', () => killedAfterClaim(world, 3));
    const older = await deploy(world.run('2'), 2);

    expect(older).toMatchObject({ outcome: 'deployed', generation: 2 });
    expect(await outcomes(world)).toEqual(['deployed', 'deployed', undefined]);
  });

  it('of which the newer one is killed before the older one is sent: it hands over, and the ledger settles nothing', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'createModel', () => killedAfterClaim(world, 3));
    const older = await deploy(world.run('2'), 2);

    expect(older).toMatchObject({ outcome: 'superseded', supersededBy: expect.stringContaining('not through yet') });
    expect(world.events).toContainEqual(
      expect.objectContaining({ type: 'warning', text: expect.stringContaining('run it or this one again') }),
    );
    expect(await outcomes(world)).toEqual(['deployed', undefined, undefined]);
    expect(await deploy(world.run('2'), 2)).toMatchObject({ outcome: 'deployed', generation: 4 });
  });
});

describe('a deploy beside others', () => {
  it('sends its update again when another one was through as soon as ours was refused', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'update', async () => {
      world.endpoints.set('churn', { status: 'InService', configName: 'somebody-else' });
      throw failure('ValidationException', false);
    });

    expect(await deploy(world.run('2'), 2)).toMatchObject({ outcome: 'deployed', generation: 2 });
  });

  it('that finds nothing to do is superseded when a newer one takes the endpoint meanwhile', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'invoke', () => deploy(world.run('2'), 2));

    expect(await deploy(world.run('3'), 1)).toMatchObject({ outcome: 'superseded', generation: 1 });
  });

  it('cannot bring a model back that is rolled back just before it takes its generation', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    await deploy(world.run('2'), 2);
    const { claim } = world.ports.objects;
    world.ports.objects.claim = async (...parameters) => {
      world.ports.objects.claim = claim;
      await rollbackStage(CONFIG, { destination: 'local' }, world.run('r'));
      return claim(...parameters);
    };
    const larger = { ...CONFIG, serve: { ...CONFIG.serve, instanceCount: 2 } };

    await expect(serveStage(larger, { destination: 'local', version: 2 }, world.run('3'))).rejects.toMatchObject({
      code: 'MODEL_QUARANTINED',
    });
    expect(await outcomes(world)).toEqual(['deployed', 'deployed', 'deployed']);
    expect(world.endpoints.get('churn')?.configName).toMatch(/^churn-g3-/);
  });

  it('cleans nothing up once somebody else moves the endpoint, perhaps to what looks old', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    await deploy(world.run('2'), 2);
    const [first] = [...world.models.keys()];
    before(world, 'generations', () => world.memory.update('churn', first ?? ''));
    await deploy(world.run('3'), 3);

    expect(first).toMatch(/^churn-g1-/);
    expect([...world.models.keys()]).toContain(first);
  });

  it('leaves the objects of a generation alone that another run is just bringing into service', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    before(world, 'createConfig', async () => {
      await killedAfterClaim(world, 3);
      const { list } = world.ports.objects;
      world.ports.objects.list = async (prefix) => {
        world.ports.objects.list = list;
        await world.memory.update('churn', [...world.models.keys()].at(-1) ?? '');
        return list(prefix);
      };
    });

    expect(await deploy(world.run('2'), 2)).toMatchObject({ outcome: 'superseded' });
    expect([...world.models.keys()]).toContainEqual(expect.stringMatching(/^churn-g2-/));
  });
});

describe('a run of a workflow that is repeated', () => {
  it('after a later deploy of another run does not undo that one', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    await deploy(world.run('2'), 2);
    const again = await deploy(world.run('1'), 1);

    expect(again).toMatchObject({
      outcome: 'superseded',
      generation: 1,
      supersededBy: `generation 2, model sha256:${digestOfVersion(2)}`,
    });
    expect(world.endpoints.get('churn')?.configName).toMatch(/^churn-g2-/);
    expect([...world.models.keys()]).toContainEqual(expect.stringMatching(/^churn-g1-/));
    expect(await deploy(world.run('3'), 1)).toMatchObject({ outcome: 'deployed', generation: 3 });
  });

  it('after it was killed and a later deploy got through ends as superseded', async () => {
    const world = servingWorld();
    await killedAfterClaim(world, 1);
    await deploy(world.run('2'), 2);

    expect(await deploy(world.run('killed'), 1)).toMatchObject({ outcome: 'superseded', generation: 1 });
    expect(await outcomes(world)).toEqual(['superseded', 'deployed']);
  });

  it('brings back an endpoint that somebody deleted since', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    await deploy(world.run('2'), 2);
    world.endpoints.clear();

    expect(await deploy(world.run('1'), 1)).toMatchObject({ outcome: 'deployed', generation: 3 });
  });

  it('may serve one version after the other and the first one again', async () => {
    const world = servingWorld();
    for (const version of [1, 2]) await deploy(world.run('1'), version);

    expect(await deploy(world.run('1'), 1)).toMatchObject({ outcome: 'deployed', generation: 3 });
  });

  it('deploys what failed and was released, although the way back was finished by another run', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    await killedAfterClaim(world, 2);
    const [, failed] = await readLedger('churn', world.run('x'));
    if (failed !== undefined) await closeGeneration(failed.entry, 'smoke-failed', world.run('killed'));
    await deploy(world.run('3'), 1);
    expect((await readLedger('churn', world.run('x'))).at(-1)?.entry).toMatchObject({ action: 'revert', run: '3' });
    await releaseStage(CONFIG, { destination: 'local' }, world.run('l'));

    expect(await deploy(world.run('killed'), 2)).toMatchObject({ outcome: 'deployed', package: { version: 2 } });
  });
});

describe('a deploy that the service rolls back', () => {
  it('is red, names what still answers and leaves nothing of its own', async () => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    world.broken.add(2);

    await expect(deploy(world.run('2'), 2)).rejects.toMatchObject({
      code: 'DEPLOY_ROLLED_BACK',
      details: { serving: expect.stringMatching(/^churn-g1-/), lastLines: ['MemoryError'] },
    });
    expect([...world.models.keys()]).toEqual([expect.stringMatching(/^churn-g1-/)]);
    expect(await outcomes(world)).toEqual(['deployed', 'rolled-back']);
  });
});

describe('a cancelled deploy', () => {
  const cancelled = new Error('the step was cancelled');

  it.each([
    ['createModel', /generation 2 is taken.*churn was not changed; the next run goes on from there/],
    ['update', /churn may be on its way to churn-g2-.*an update cannot be stopped; the next run/],
    ['invoke', /churn serves generation 2, whose smoke test is not through; the next run/],
  ] as const)('at %s says what is left, and the next run goes on with the same generation', async (method, left) => {
    const world = servingWorld();
    await deploy(world.run('1'), 1);
    const abort = new AbortController();
    const ports: Ports = { ...world.run('2'), signal: abort.signal };
    before(world, method, async () => {
      abort.abort(cancelled);
      if (method === 'invoke') throw cancelled;
    });

    await expect(deploy(ports, 2)).rejects.toBe(cancelled);
    expect(world.events.findLast(({ type }) => type === 'warning')).toMatchObject({
      text: expect.stringMatching(left),
    });
    expect(await deploy(world.run('2'), 2)).toMatchObject({ outcome: 'deployed', generation: 2 });
    expect(await outcomes(world)).toEqual(['deployed', 'deployed']);
  });
});

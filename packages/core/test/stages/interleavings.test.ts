import { expect, it } from '@jest/globals';
import { readLedger } from '../../src/stages/ledger.ts';
import type { Ports } from '../../src/stages/ports.ts';
import { readQuarantine } from '../../src/stages/quarantine.ts';
import { rollbackStage } from '../../src/stages/rollback.ts';
import { serveStage } from '../../src/stages/serve.ts';
import { nameOf } from '../../src/stages/serve-plan.ts';
import { CONFIG, servingWorld } from './serving-world.ts';

const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1);
const local = { destination: 'local' };
const deploy = (version: number) => (ports: Ports) => serveStage(CONFIG, { ...local, version }, ports);
const rollback = (ports: Ports) => rollbackStage(CONFIG, local, ports);
const WISHES = [deploy(1), deploy(2), deploy(3), deploy(4), rollback, rollback];

/** Numbers from 0 to 1, the same for a seed in every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets other runs go first, some turns long, before every call. */
function slow<T extends object>(port: T, random: () => number): T {
  return new Proxy(port, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function' || name === 'uri') return method;
      return async (...parameters: readonly unknown[]) => {
        for (let turns = random() < 0.2 ? 30 : Math.floor(random() * 6); turns > 0; turns -= 1)
          await new Promise((resolve) => setImmediate(resolve));
        return Reflect.apply(method, target, parameters);
      };
    },
  });
}

it.each(SEEDS)(
  'deploys and roll-backs at once, in order %i, end with one that is in service and proven',
  async (seed) => {
    const random = randomOf(seed);
    const world = servingWorld();
    for (const version of [1, 2]) await deploy(version)(world.run(`before-${version}`));
    if (random() < 0.3) world.wrong.add(3);
    const wishes = WISHES.map((wish) => ({ wish, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, 2 + Math.floor(random() * 2));
    await Promise.allSettled(
      wishes.map(({ wish }, index) => {
        const ports = world.run(`run-${index}`);
        const [endpoints, objects, models] = [ports.endpoints, ports.objects, ports.models];
        return wish({
          ...ports,
          endpoints: slow(endpoints, random),
          objects: slow(objects, random),
          models: slow(models, random),
        });
      }),
    );

    const ledger = await readLedger('churn', world.run('x'));
    const newest = ledger.findLast(({ outcome }) => outcome?.outcome === 'deployed');
    const configName = newest === undefined ? '' : nameOf(newest.entry);
    expect(world.endpoints.get('churn')).toMatchObject({ status: 'InService', configName });
    expect([...world.models.keys()]).toContain(configName);
    expect([...world.configs.keys()]).toContain(configName);
    const quarantine = await readQuarantine('churn', world.run('x'));
    expect(quarantine.map(({ modelDigest }) => modelDigest)).not.toContain(newest?.entry.modelDigest);
  },
);

import { describe, expect, it } from '@jest/globals';
import { championAmong, judgedPackages } from '../../src/stages/champion.ts';
import type { Ports } from '../../src/stages/ports.ts';
import { releaseStage } from '../../src/stages/release.ts';
import { rollbackStage } from '../../src/stages/rollback.ts';
import { serveStage } from '../../src/stages/serve.ts';
import { CONFIG, servingWorld } from './serving-world.ts';

const local = { destination: 'local' };
const deploy = (ports: Ports, version: number) => serveStage(CONFIG, { ...local, version }, ports);
const champion = async (ports: Ports) => {
  const found = await championAmong(await judgedPackages('churn', ports), CONFIG, ports);
  return found === undefined ? undefined : [found.package.version, found.source];
};

/** Versions 1 to 4 are approved; 4 was served and rolled back to 2, and then somebody deleted the endpoint. */
async function afterRollback() {
  const world = servingWorld();
  await deploy(world.run('d2'), 2);
  await deploy(world.run('d4'), 4);
  await rollbackStage(CONFIG, local, world.run('r'));
  return world;
}

describe('the champion', () => {
  it('is the version that the endpoint serves, approved later or not', async () => {
    const world = await afterRollback();

    expect(await champion(world.run('x'))).toEqual([2, 'endpoint']);
  });

  it('is the newest approved version when nothing is served', async () => {
    expect(await champion(servingWorld().run('x'))).toEqual([4, 'newest-approved']);
  });

  it('is no version in quarantine when nothing is served', async () => {
    const world = await afterRollback();
    world.endpoints.clear();

    expect(await champion(world.run('x'))).toEqual([3, 'newest-approved']);
  });

  it('is a version again once it is released', async () => {
    const world = await afterRollback();
    world.endpoints.clear();
    await releaseStage(CONFIG, local, world.run('l'));

    expect(await champion(world.run('x'))).toEqual([4, 'newest-approved']);
  });

  it('is a version in quarantine as long as it is what the endpoint answers with', async () => {
    const world = servingWorld();
    world.wrong.add(4);
    await expect(deploy(world.run('d'), 4)).rejects.toMatchObject({ code: 'SMOKE_FAILED' });

    expect(await champion(world.run('x'))).toEqual([4, 'endpoint']);
  });

  it('cannot be told from a ledger that cannot be read', async () => {
    const world = servingWorld();
    world.objects.set('s3://bucket/ledger/churn/000001.json', '{}');

    await expect(champion(world.run('x'))).rejects.toMatchObject({ code: 'LEDGER_INVALID' });
  });
});

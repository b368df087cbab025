import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';
import { mlops } from './mlops.ts';

let job: Job;
const run = (...args: readonly string[]) => mlops(job.workspace, args, { MLOPS_HOME: job.home });
beforeAll(async () => {
  job = startJob();
  await run('train');
  await run('serve');
  await run('train', '--config', 'mlops.other.yml');
});
afterAll(() => job.end());

it('plans a deploy without making one, and keeps the plan', async () => {
  const { exitCode, stdout } = await run('serve', '--plan', '--json');
  const { plan, record, summary } = JSON.parse(stdout);

  expect(exitCode).toBe(0);
  expect(plan).toMatchObject({ effect: 'update', current: { generation: 1 }, wanted: { version: 2 } });
  expect([existsSync(record), readFileSync(summary, 'utf8').startsWith('## 🔭 Plan')]).toEqual([true, true]);
  expect((await job.state()).endpointConfigs).toHaveLength(1);
});

it('rolls back, shows it in the history, and deploys again after a release', async () => {
  const deploy = await run('serve');
  const rollback = await run('rollback', '--reason', 'wrong prices');
  const refused = await run('serve', '--model-version', '2');
  const history = await run('history');
  const release = await run('release');
  const again = JSON.parse((await run('serve', '--model-version', '2', '--json')).stdout);

  expect([deploy, rollback, refused, history, release].map(({ exitCode }) => exitCode)).toEqual([0, 0, 1, 0, 0]);
  expect(rollback.stdout).toContain(
    '↩️ Rolled back: endpoint threshold serves threshold version 1 again (generation 3)',
  );
  expect(refused.stderr).toContain('MODEL_QUARANTINED');
  expect(history.stdout).toMatch(
    /→ 3 +threshold version 1 +sha256:[0-9a-f]{64} +rollback to 1, undoes 2 +deployed +wrong prices/,
  );
  expect(history.stdout).toMatch(/in quarantine\nthreshold version 2/);
  expect(release.stdout).toContain('✅ Released 1 model for endpoint threshold');
  expect(again).toMatchObject({ outcome: 'deployed', generation: 4 });
});

/**
 * First part of `pnpm test`: makes the virtual environments that tests start programs in, so that no test waits for a download.
 * What was made before is found again.
 */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestOfFile } from '../packages/sagemaker-local/src/engine/files/digest.ts';
import { findPython } from '../packages/sagemaker-local/src/engine/images/python.ts';
import { prepareVirtualEnvironment } from '../packages/sagemaker-local/src/engine/images/virtual-environment.ts';
import type { RunCommand } from '../packages/sagemaker-local/src/engine/run/run-command.ts';
import { ROOT } from './root.ts';

/** Locks of the tests, and the cache in which each test looks. */
const ENGINE_CACHE = join(ROOT, 'node_modules/.cache/mlops-actions/engine-tests');
const USER_CACHE = join(homedir(), '.cache/mlops-actions');
const ENVIRONMENTS = [
  { cache: ENGINE_CACHE, lock: 'packages/sagemaker-local/test/boto3/requirements.txt' },
  { cache: USER_CACHE, lock: 'test/fixtures/threshold-model/model/requirements.txt' },
];

const run: RunCommand = async ([file = '', ...args], options = {}) => {
  const { stdout } = await promisify(execFile)(file, args, { env: { ...process.env, ...options.env } });
  return stdout.trim();
};

const python = await findPython(run).catch((cause: unknown) => {
  throw new Error('The tests start Python programs: python3 with venv and pip has to be on PATH.', { cause });
});
for (const { cache, lock } of ENVIRONMENTS) {
  const file = join(ROOT, lock);
  const started = performance.now();
  await prepareVirtualEnvironment(cache, { file, digest: await digestOfFile(file) }, python, run);
  console.log(`environment of ${lock}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

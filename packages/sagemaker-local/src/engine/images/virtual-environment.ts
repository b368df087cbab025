import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { publishOnce } from '../files/publish-once.ts';
import type { RunCommand } from '../run/run-command.ts';
import type { HostPython } from './python.ts';
import { installUv } from './uv.ts';

/** A hash-locked requirements file on disk. */
export interface Lock {
  /** `sha256:<hex>` of the file. */
  readonly digest: string;
  readonly file: string;
}

/**
 * Makes the virtual environment for a lock, or finds the one made before: environments are shared by everything with
 * the same lock, interpreter and platform. Returns its `bin` directory. Without a lock the environment is empty.
 * Throws with the end of uv's output when a package cannot be installed.
 */
export async function prepareVirtualEnvironment(
  cacheDir: string,
  lock: Lock | undefined,
  python: HostPython,
  run: RunCommand,
): Promise<string> {
  const folder = join(cacheDir, 'venvs', keyOf(lock, python));
  const environment = await publishOnce(folder, async (target) => {
    await run([python.executable, '-m', 'venv', '--without-pip', target]);
    if (lock !== undefined) await installPackages(cacheDir, target, lock, python, run);
  });
  return join(environment, 'bin');
}

function keyOf(lock: Lock | undefined, python: HostPython): string {
  const parts = [lock?.digest ?? 'no-lock', python.version, python.platform, python.executable];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

async function installPackages(
  cacheDir: string,
  environment: string,
  lock: Lock,
  python: HostPython,
  run: RunCommand,
): Promise<void> {
  const uv = await installUv(cacheDir, python, run);
  await run([uv, 'pip', 'install', '--quiet', '--require-hashes', '--requirement', lock.file], {
    env: {
      VIRTUAL_ENV: environment,
      UV_CACHE_DIR: join(cacheDir, 'uv'),
      UV_PYTHON_DOWNLOADS: 'never',
      UV_NO_PROGRESS: '1',
      // The machine's certificates, as pip and every other tool of the user have them.
      UV_SYSTEM_CERTS: '1',
    },
  });
}

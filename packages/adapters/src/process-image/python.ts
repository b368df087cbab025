import { MlopsError } from '@mlops-actions/core';
import { runProgram } from '../node/run-program.ts';

const PROBE = 'import platform, venv, ensurepip; print(platform.python_version())';

/** Full version of the `python3` on PATH, e.g. `3.11.7`. Throws PYTHON_NOT_FOUND. */
export async function pythonVersion(): Promise<string> {
  let probe: Awaited<ReturnType<typeof runProgram>>;
  try {
    probe = await runProgram('python3', ['-c', PROBE]);
  } catch (cause) {
    throw new MlopsError('PYTHON_NOT_FOUND', { reason: (cause as Error).message }, { cause });
  }
  if (probe.code !== 0)
    throw new MlopsError('PYTHON_NOT_FOUND', { reason: probe.stderr.trim().split('\n').at(-1) ?? 'the probe failed' });
  return probe.stdout.trim();
}

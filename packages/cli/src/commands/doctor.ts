import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { renderError } from '@mlops-actions/core';
import type { CommandResult } from '../command.ts';
import { bad, type Finding, good } from '../doctor/check.ts';
import { checkRequirements, checkRuntime, checkScripts } from '../doctor/repository.ts';
import { checkGit, checkNode, checkPython } from '../doctor/toolchain.ts';
import { readConfig } from '../read-config.ts';
import { serverOf } from './local.ts';

const CANONICAL_RUNTIME = fileURLToPath(new URL('../../../core/runtime/mlops_runtime.py', import.meta.url));

interface DoctorOptions {
  readonly config: string;
  readonly environment?: string;
  readonly home?: string;
}

/** `mlops doctor`: what a first run needs, one line each, with the fix. Exit code 1 when something is missing. */
export async function doctor(options: DoctorOptions): Promise<CommandResult> {
  const folder = dirname(resolve(options.config));
  const findings = [
    checkNode(),
    await checkPython(),
    checkGit(folder),
    ...(await checkRepository(options)),
    await checkServer(options.home, folder),
  ];
  return {
    document: { findings },
    text: findings.map(lineOf).join('\n'),
    exitCode: findings.every(({ ok }) => ok) ? 0 : 1,
  };
}

/** The config and, when it loads, everything it names. */
async function checkRepository(options: DoctorOptions): Promise<readonly Finding[]> {
  const read = await settle(() => readConfig(options.config, options.environment));
  if (read.failed) {
    const { message, hint } = renderError(read.error);
    return [bad('config', message, hint)];
  }
  const { loaded, root } = read.value;
  return [
    good('config', `${options.config}, model ${loaded.config.model}`),
    ...checkScripts(loaded.config, root),
    await checkRequirements(loaded.config, root),
    await checkRuntime(loaded.config, root, CANONICAL_RUNTIME),
  ];
}

/** A server that does not run is fine: the first stage starts it. */
async function checkServer(home: string | undefined, folder: string): Promise<Finding> {
  const status = await settle(() => serverOf(home, folder).run('status'));
  if (!status.failed) return good('local server', serverText(status.value as { running: boolean; url?: string }));
  const { message, hint } = renderError(status.error);
  return bad('local server', message, hint);
}

const serverText = ({ running, url }: { readonly running: boolean; readonly url?: string }): string =>
  running ? `running at ${url}` : 'not running; the first stage starts it';

/** A check reports an error instead of ending the whole list with it. */
async function settle<T>(
  work: () => Promise<T>,
): Promise<{ readonly failed: false; readonly value: T } | { readonly failed: true; readonly error: unknown }> {
  try {
    return { failed: false, value: await work() };
  } catch (error) {
    return { failed: true, error };
  }
}

function lineOf({ check, ok, found, fix }: Finding): string {
  const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
  return `${mark} ${check}: ${found}${fix === undefined ? '' : `\n  ${fix}`}`;
}

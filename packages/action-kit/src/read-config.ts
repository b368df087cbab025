import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { loadConfig, type MlopsConfig } from '@mlops-actions/core';
import type { Runner } from './runner.ts';

export interface ConfigInputs {
  readonly config: string;
  readonly 'working-directory': string;
  readonly environment?: string | undefined;
}

/**
 * Reads mlops.yml of the workspace. Files are named relative to the workspace, so that a problem is shown beside its line in
 * the pull request. `root` is the folder of mlops.yml. Throws CONFIG_NOT_FOUND and CONFIG_INVALID.
 */
export async function readConfig(
  inputs: ConfigInputs,
  { workspace }: Pick<Runner, 'workspace'>,
): Promise<{ config: MlopsConfig; root: string }> {
  const file = join(inputs['working-directory'], inputs.config);
  const { environment } = inputs;
  const { config } = await loadConfig({
    file,
    readFile: (path) => readText(resolve(workspace, path)),
    ...(environment === undefined ? {} : { environment }),
  });
  return { config, root: dirname(resolve(workspace, file)) };
}

/** The text, or undefined when there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

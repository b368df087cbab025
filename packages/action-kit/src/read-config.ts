import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type ConfigParts,
  type GivenValues,
  type InputPaths,
  type LoadedConfig,
  loadConfig,
  loadParts,
  type Part,
  unlessAbsent,
} from '@mlops-actions/core';
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
): Promise<LoadedConfig & { readonly root: string }> {
  const file = join(inputs['working-directory'], inputs.config);
  const { environment } = inputs;
  const loaded = await loadConfig({
    file,
    readFile: (path) => unlessAbsent(readFile(resolve(workspace, path), 'utf8')),
    ...(environment === undefined ? {} : { environment }),
  });
  return { ...loaded, root: dirname(resolve(workspace, file)) };
}

export interface PartsRequest<P extends Part> {
  readonly inputs: GivenValues & {
    readonly config?: string | undefined;
    readonly 'working-directory': string;
    readonly environment?: string | undefined;
  };
  /** Which inputs stand for which keys of mlops.yml. */
  readonly paths: InputPaths;
  readonly parts: readonly P[];
  /** Inputs that stand for no key of mlops.yml and that the action cannot do without. */
  readonly needs?: readonly string[];
}

/**
 * Reads what an action needs of mlops.yml: from the file named by `config` with the other inputs on top, or, without one, from
 * the inputs alone. `root` is the folder that paths are relative to.
 * Throws INPUT_INVALID, CONFIG_NOT_FOUND and CONFIG_INVALID, each with every mistake.
 */
export async function readParts<P extends Part>(
  { inputs, paths, parts, needs = [] }: PartsRequest<P>,
  { workspace }: Pick<Runner, 'workspace'>,
): Promise<{ config: ConfigParts<P>; root: string }> {
  const folder = inputs['working-directory'];
  const file = inputs.config === undefined ? undefined : join(folder, inputs.config);
  const config = await loadParts({
    parts,
    values: inputs,
    paths,
    needs,
    folder,
    readFile: (path) => unlessAbsent(readFile(resolve(workspace, path), 'utf8')),
    ...(file === undefined ? {} : { file }),
    ...(inputs.environment === undefined ? {} : { environment: inputs.environment }),
  });
  return { config, root: file === undefined ? resolve(workspace, folder) : dirname(resolve(workspace, file)) };
}

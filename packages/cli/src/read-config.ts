import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type LoadedConfig, loadConfig, unlessAbsent } from '@mlops-actions/core';
import { gitRoot } from './home.ts';

export interface ReadConfig {
  readonly loaded: LoadedConfig;
  /** Folder of mlops.yml; every path of the config is relative to it. */
  readonly root: string;
}

/**
 * Reads mlops.yml and what it extends; files are named relative to the repository, as in a pull request.
 * Throws CONFIG_NOT_FOUND and CONFIG_INVALID with every problem.
 */
export async function readConfig(file: string, environment: string | undefined): Promise<ReadConfig> {
  const root = dirname(resolve(file));
  const repository = gitRoot(root) ?? root;
  const loaded = await loadConfig({
    file: relative(repository, resolve(file)),
    readFile: (path) => unlessAbsent(readFile(resolve(repository, path), 'utf8')),
    ...(environment === undefined ? {} : { environment }),
  });
  return { loaded, root };
}

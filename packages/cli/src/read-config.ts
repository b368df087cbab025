import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '@mlops-actions/core';
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
    readFile: (path) => readText(resolve(repository, path)),
    ...(environment === undefined ? {} : { environment }),
  });
  return { loaded, root };
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

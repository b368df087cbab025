import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '@mlops-actions/core';

export interface ReadConfig {
  readonly loaded: LoadedConfig;
  /** Folder of mlops.yml; every path of the config is relative to it. */
  readonly root: string;
}

/** Reads mlops.yml and what it extends. Throws CONFIG_NOT_FOUND and CONFIG_INVALID with every problem. */
export async function readConfig(file: string, environment: string | undefined): Promise<ReadConfig> {
  const loaded = await loadConfig({ file, readFile: readText, ...(environment === undefined ? {} : { environment }) });
  return { loaded, root: dirname(resolve(file)) };
}

/** The text, or undefined when there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

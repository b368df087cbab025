import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ConnectedPorts, createPorts } from '@mlops-actions/adapters';
import type { MlopsConfig, Progress } from '@mlops-actions/core';
import { findHome } from './home.ts';
import { readConfig } from './read-config.ts';

/** Options every stage command has. */
export interface StageOptions {
  readonly config: string;
  readonly environment?: string;
  readonly home?: string;
  readonly json?: boolean;
}

export interface StageSession {
  readonly config: MlopsConfig;
  readonly ports: ConnectedPorts;
}

/** Reads the config, connects to its destination, does the work and disconnects. */
export async function withStage<T>(
  options: StageOptions,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
  work: (session: StageSession) => Promise<T>,
): Promise<T> {
  const { loaded, root } = await readConfig(options.config, options.environment);
  const home = findHome(root, options.home, process.env);
  const commit = await currentCommit(root);
  const run = commit === undefined ? {} : { commit };
  const ports = await createPorts({
    config: loaded.config,
    root,
    home,
    progress,
    signal,
    caller: import.meta.url,
    run,
  });
  try {
    return await work({ config: loaded.config, ports });
  } finally {
    await ports.close();
  }
}

/** The commit that is checked out; undefined outside of a repository, in an empty one, or without git. */
async function currentCommit(root: string): Promise<string | undefined> {
  return promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * MLOPS_HOME: what was asked for, else the environment's, else `.mlops` beside the git root found by walking up from `from`,
 * else `.mlops` in `from` itself. An absolute path.
 */
export function findHome(from: string, asked: string | undefined, environment: NodeJS.ProcessEnv): string {
  const chosen = asked ?? environment['MLOPS_HOME'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(gitRoot(from) ?? resolve(from), '.mlops');
}

/** The folder that holds `.git` (a folder, or a file in a worktree); undefined outside of a repository. */
export function gitRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

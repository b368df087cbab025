import { matchesGlob } from 'node:path';
import { type History, MlopsError } from '@mlops-actions/core';
import { type ProgramResult, runProgram } from '../node/run-program.ts';

/**
 * The history of the repository at `root`, by git itself. Names come from whoever asks, so a revision never starts with a dash
 * and a path stands after `--` or behind its commit.
 */
export function gitHistory(root: string): History {
  const run = (...args: readonly string[]) => git(root, args);
  return {
    changedPaths: async (base, head) =>
      names(await run('diff', '--name-only', '-z', '--no-renames', `${revision(base)}...${revision(head)}`, '--')),
    filesAt: async (commit) => names(await run('ls-tree', '-r', '-z', '--name-only', '--full-tree', revision(commit))),
    fileAt: async (commit, path) => {
      const entry = await run('ls-tree', '-z', '--full-tree', revision(commit), '--', path);
      return / blob [0-9a-f]+\t/.test(entry) ? run('show', `${revision(commit)}:${path}`) : undefined;
    },
    hasLfsPointer: async (commit, paths) => {
      const sizes = names(await run('ls-tree', '-r', '-l', '-z', '--full-tree', revision(commit)));
      const wanted = new Set(paths);
      for (const path of sizes.flatMap(smallFile).filter((one) => wanted.has(one)))
        if ((await run('show', `${revision(commit)}:${path}`)).startsWith(LFS)) return true;
      return false;
    },
    matches: (path, glob) => matchesGlob(path, glob),
  };
}

/** First line and largest size of a pointer, by the specification of Git LFS. */
const LFS = 'version https://git-lfs';
const MOST_POINTER_BYTES = 1024;

/** The path of an entry of `ls-tree -l` that is a file small enough to be a pointer. */
function smallFile(entry: string): readonly string[] {
  const [, bytes, path] = / blob [0-9a-f]+ +(\d+)\t(.+)$/s.exec(entry) ?? [];
  return path === undefined || Number(bytes) >= MOST_POINTER_BYTES ? [] : [path];
}

/** Throws GIT_FAILED for what is no name of a commit. */
function revision(name: string): string {
  if (/^[\w./@^~][\w./@^~-]*$/.test(name) && !name.includes('..')) return name;
  throw new MlopsError('GIT_FAILED', { command: 'git rev-parse', reason: `"${name}" is no name of a commit` });
}

async function git(root: string, args: readonly string[]): Promise<string> {
  const command = `git ${args[0]}`;
  const result = await start(command, ['-C', root, ...args]);
  if (result.code === 0) return result.stdout;
  throw new MlopsError('GIT_FAILED', { command, reason: result.stderr.trim() || `exit ${result.code}` });
}

async function start(command: string, args: readonly string[]): Promise<ProgramResult> {
  try {
    return await runProgram('git', args);
  } catch (cause) {
    throw new MlopsError('GIT_FAILED', { command, reason: (cause as Error).message }, { cause });
  }
}

const names = (printed: string): readonly string[] => printed.split('\0').filter((name) => name !== '');

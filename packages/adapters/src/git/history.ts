import { matchesGlob } from 'node:path';
import { type History, MlopsError } from '@mlops-actions/core';
import { type ProgramResult, runProgram } from '../node/run-program.ts';

/**
 * The history of the repository at `root`, by git itself. Names come from whoever asks, so a revision never starts with a dash
 * and a path stands after `--` or behind its commit.
 */
export function gitHistory(root: string): History {
  const run = (...args: readonly string[]) => git(root, args);
  const entryOf = (commit: string, path: string) => run('ls-tree', '-z', '--full-tree', revision(commit), '--', path);
  return {
    changedPaths: async (base, head) =>
      names(await run('diff', '--name-only', '-z', '--no-renames', `${revision(base)}...${revision(head)}`, '--')),
    renamed: async (base, head, paths) => {
      if (paths.length < 2) return new Map();
      const literal = paths.map((path) => `:(top,literal)${path}`);
      const range = `${revision(base)}...${revision(head)}`;
      const printed = await run(
        'diff',
        '--name-status',
        '-z',
        '--find-renames',
        '--diff-filter=R',
        range,
        '--',
        ...literal,
      );
      return renames(names(printed));
    },
    commonCommit: async (base, head) => (await run('merge-base', revision(base), revision(head))).trim(),
    idOf: async (commit) => (await run('rev-parse', '--verify', `${revision(commit)}^{commit}`)).trim(),
    filesAt: async (commit) => names(await run('ls-tree', '-r', '-z', '--name-only', '--full-tree', revision(commit))),
    fileAt: async (commit, path) => {
      const entry = await entryOf(commit, path);
      return / blob [0-9a-f]+\t/.test(entry) ? run('show', `${revision(commit)}:${path}`) : undefined;
    },
    isLink: async (commit, path) => (await entryOf(commit, path)).startsWith('120000 '),
    hasLfsPointer: async (commit, paths) => {
      const entries = names(await run('ls-tree', '-r', '-l', '-z', '--full-tree', revision(commit)));
      const wanted = new Set(paths);
      const small = entries.flatMap(smallFile).filter(({ path }) => wanted.has(path));
      if (small.length === 0) return false;
      const input = small.map(({ object }) => `${object}\n`).join('');
      const contents = await git(root, ['cat-file', '--batch'], input);
      return small.some(({ object, bytes }) => contents.includes(`${object} blob ${bytes}\n${LFS}`));
    },
    matches: (path, glob) => matchesGlob(path, glob),
  };
}

/** `R087`, the path before, the path now, and so on; git calls a file renamed when half of it is the same. */
const renames = (printed: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    printed.flatMap((before, index) => {
      const now = printed[index + 1];
      return index % 3 === 1 && now !== undefined ? [[now, before] as const] : [];
    }),
  );

/** First line and largest size of a pointer, by the specification of Git LFS. */
const LFS = 'version https://git-lfs';
const MOST_POINTER_BYTES = 1024;

interface SmallFile {
  readonly object: string;
  readonly bytes: string;
  readonly path: string;
}

/** The entry of `ls-tree -l` when it is a file small enough to be a pointer. */
function smallFile(entry: string): readonly SmallFile[] {
  const [, object = '', bytes = '', path] = / blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(entry) ?? [];
  return path === undefined || Number(bytes) >= MOST_POINTER_BYTES ? [] : [{ object, bytes, path }];
}

/** Throws GIT_FAILED for what is no name of a commit. */
function revision(name: string): string {
  if (/^[\w./@^~][\w./@^~-]*$/.test(name) && !name.includes('..')) return name;
  throw new MlopsError('GIT_FAILED', { command: 'git rev-parse', reason: `"${name}" is no name of a commit` });
}

async function git(root: string, args: readonly string[], input?: string): Promise<string> {
  const command = `git ${args[0]}`;
  const result = await start(command, ['-C', root, ...args], input);
  if (result.code === 0) return result.stdout;
  throw new MlopsError('GIT_FAILED', { command, reason: result.stderr.trim() || `exit ${result.code}` });
}

async function start(command: string, args: readonly string[], input = ''): Promise<ProgramResult> {
  try {
    return await runProgram('git', args, { input });
  } catch (cause) {
    throw new MlopsError('GIT_FAILED', { command, reason: (cause as Error).message }, { cause });
  }
}

const names = (printed: string): readonly string[] => printed.split('\0').filter((name) => name !== '');

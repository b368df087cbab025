import { join, relative } from 'node:path';
import { type ErrorDetails, isMlopsError, MlopsError, type Problem } from '@mlops-actions/core';
import type { Runner } from './runner.ts';

/**
 * Does work on files of the repository that are named relative to the folder of mlops.yml. Mistakes in them are told relative
 * to the workspace, which is how the runner shows them beside their lines.
 */
export async function inWorkspace<T>(
  { root }: { readonly root: string },
  { workspace }: Pick<Runner, 'workspace'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isMlopsError(error, 'DATA_INVALID')) throw placedError('DATA_INVALID', error, { root }, { workspace });
    if (isMlopsError(error, 'CONFIG_INVALID')) throw placedError('CONFIG_INVALID', error, { root }, { workspace });
    throw error;
  }
}

/** The path of a file of the repository as the runner knows it. An object of a bucket has no place in the workspace. */
export const pathInWorkspace = (
  file: string,
  { root }: { readonly root: string },
  { workspace }: Pick<Runner, 'workspace'>,
): string => (file.includes('://') ? file : join(relative(workspace, root), file).replaceAll('\\', '/'));

/** The same error with its files as the runner knows them. */
export function placedError<C extends 'DATA_INVALID' | 'CONFIG_INVALID'>(
  code: C,
  error: MlopsError<C>,
  at: { readonly root: string },
  runner: Pick<Runner, 'workspace'>,
): MlopsError<C> {
  const { problems } = error.details as { readonly problems: readonly Problem[] };
  const details = {
    problems: problems.map((problem) => ({ ...problem, file: pathInWorkspace(problem.file, at, runner) })),
  };
  return new MlopsError(code, details as ErrorDetails<C>);
}

import { join, relative } from 'node:path';
import { isMlopsError, MlopsError, type Problem } from '@mlops-actions/core';
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
    if (!isMlopsError(error, 'DATA_INVALID')) throw error;
    const problems = error.details.problems.map((problem) => placed(problem, relative(workspace, root)));
    throw new MlopsError('DATA_INVALID', { problems });
  }
}

/** An object of a bucket has no place in the workspace. */
const placed = (problem: Problem, folder: string): Problem =>
  problem.file.includes('://') ? problem : { ...problem, file: join(folder, problem.file).replaceAll('\\', '/') };

import { readFile } from 'node:fs/promises';
import { ImageError } from '../images/index.ts';
import type { ContainerExit } from '../run/container.ts';
import { JobError, maxReasonCharacters } from './job-error.ts';

/** What an interrupted job is told: by the closing server, or by the next one when this one was killed. */
export const serverStopped = 'InternalServerError: local server stopped';

/** The FailureReason for whatever ended a job early. */
export function failureReason(error: unknown): string {
  return cut(`${blameOf(error)}: ${(error as Error).message}`);
}

/**
 * The FailureReason of a program that ended with a code other than 0: what it wrote into its failure file, as
 * SageMaker puts it, `AlgorithmError: <text>, exit code: <n>`.
 */
export async function programFailure(failureFile: string, exit: ContainerExit): Promise<string> {
  const written = (await readOptional(failureFile))?.trim();
  const text = written || exit.startError || 'See job logs for more information';
  const ending = `, exit code: ${exit.code}`;
  return cut(`AlgorithmError: ${text}`, maxReasonCharacters - ending.length) + ending;
}

/** A small text file that a program may have written; undefined when it has not. */
export async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function blameOf(error: unknown): string {
  if (error instanceof JobError) return error.blame;
  return error instanceof ImageError ? 'ClientError' : 'InternalServerError';
}

/** Cuts a text to what the field of the API holds. */
export function cut(text: string, characters = maxReasonCharacters): string {
  return text.length <= characters ? text : text.slice(0, characters);
}

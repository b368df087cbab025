import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of what `compile.ts` made before this run of jest, by its path in the layout of the checkout. */
export function compiled(file: string): string {
  const path = join(folderOfPrograms(), file);
  if (!existsSync(path)) throw new Error(`${file} is not compiled; what jest printed first says why.`);
  return path;
}

/** After a run of jest: removes what `compile.ts` made. */
export default (): Promise<void> => rm(folderOfPrograms(), { recursive: true, maxRetries: 3 });

function folderOfPrograms(): string {
  const folder = process.env['MLOPS_COMPILED'];
  if (folder === undefined)
    throw new Error('No programs are compiled: run the tests with the jest.config.mjs of the repository.');
  return folder;
}

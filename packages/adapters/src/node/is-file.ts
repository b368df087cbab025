import type { Dirent } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** True for a file and for a link to one: data tools link files out of their caches, and a link left out would be rows lost. */
export async function isFile(entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return (await stat(join(entry.parentPath, entry.name))).isFile();
}

import { dvcPointersOf } from '../config/dvc-pointers.ts';

/** Where it is asked what there is of a table: a checkout, or a commit of the history. */
export interface Holdings {
  /** The file of a table, the files below its folder, or those that its pattern names. */
  files(table: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Whether one of these files is a pointer of Git LFS, which is all that a checkout without `lfs: true` brings. */
  hasLfsPointer(files: readonly string[]): Promise<boolean>;
}

/**
 * Why tables cannot be read without credentials, as half a sentence for each; empty when they can. What is simply missing is a
 * mistake, and is left to the check of the data.
 */
export async function outOfReach(tables: readonly string[], holdings: Holdings): Promise<readonly string[]> {
  const reasons = await Promise.all([...new Set(tables)].map((table) => reasonOf(table, holdings)));
  return reasons.flatMap((reason) => reason ?? []);
}

async function reasonOf(table: string, holdings: Holdings): Promise<string | undefined> {
  if (table.includes('://')) return `${table} needs credentials`;
  const files = await holdings.files(table);
  if (files.length > 0)
    return (await holdings.hasLfsPointer(files)) ? `of ${table} there is only a pointer of Git LFS` : undefined;
  for (const pointer of dvcPointersOf(table))
    if (await holdings.exists(pointer)) return `of ${table} there is only its pointer ${pointer}`;
  return undefined;
}

import { writeFile } from 'node:fs/promises';

/** Keeps the summary, word for word what the action shows, beside the record it belongs to. Returns its path. */
export async function keepSummary(record: string, markdown: string): Promise<string> {
  const path = record.replace(/\.json$/, '.md');
  await writeFile(path, markdown);
  return path;
}

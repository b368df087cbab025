/**
 * Writes every workflow that the documentation shows into a folder, one file per block, so that linters can read them.
 *   node test/docs/write-workflows.ts <folder>
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowBlocks } from './yaml-blocks.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');
mkdirSync(folder, { recursive: true });
for (const { file, line, text } of workflowBlocks) {
  const name = `${file.replaceAll(/[/.]/g, '-')}-${line}`;
  writeFileSync(join(folder, `${name}.yml`), text);
  process.stdout.write(`${name}: ${file}:${line}\n`);
}

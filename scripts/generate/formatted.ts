import { spawnSync } from 'node:child_process';
import { ROOT } from '../root.ts';

/** The text as the formatter leaves it, so that generating and formatting never disagree. */
export function formatted(file: string, text: string): string {
  const { status, stdout, stderr, error } = spawnSync('biome', ['format', `--stdin-file-path=${file}`], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`biome could not format ${file}: ${stderr}`, { cause: error });
  return stdout;
}

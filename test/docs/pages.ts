import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every page that people read. */
export const pages: readonly string[] = globSync(
  [
    '*.md',
    'docs/**/*.md',
    'train/*.md',
    'serve/*.md',
    'actions/*/*.md',
    'packages/*/*.md',
    'examples/*/*.md',
    'bench/*.md',
  ],
  { cwd: ROOT },
).sort();

export const readPage = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page. */
export function blocksOf(file: string): readonly Block[] {
  const page = readPage(file);
  return [...page.matchAll(/^( *)```(\w+)[^\n]*\n([\s\S]*?)^\1```$/gm)].map((match) => ({
    file,
    line: page.slice(0, match.index).split('\n').length,
    language: match[2] ?? '',
    text: match[3] ?? '',
  }));
}

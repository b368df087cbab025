import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** Appends one JSON value as a line; one `write` of a whole line, so lines of two writers never mix. */
export function appendJsonLine(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(value)}\n`);
}

/** The complete lines of a file, [] when it does not exist. A last line that a kill cut short is left out. */
export function readJsonLines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Cuts a torn last line off, so that the next append starts a line of its own. */
export function repairJsonLines(file: string): void {
  if (!existsSync(file)) return;
  const complete = readFileSync(file).lastIndexOf(0x0a) + 1;
  if (complete < statSync(file).size) truncateSync(file, complete);
}

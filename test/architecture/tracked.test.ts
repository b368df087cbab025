import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Texts that tell where somebody worked instead of what the project is. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a home or work folder of one machine', /(?<![\w$}.])\/(home\/(?!me\/)[a-z]|Users\/[a-z]|work\/(main|shared)\b)/],
  ['the host of a package registry', /\b(registry\.[a-z.]*npmjs|files\.pythonhosted|proxy\.golang|sum\.golang)\b/],
  // AWS documents …EXAMPLE as never valid; tests use it, or only the letter A.
  ['an AWS access key', /\bAKIA(?!A{16}|[0-9A-Z]*EXAMPLE)[0-9A-Z]{16}\b/],
];
const OWN_FILE = 'test/architecture/tracked.test.ts';
const GENERATED = /(^|\/)dist\/|^pnpm-lock\.yaml$/;
const MOST_BYTES = 1_000_000;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && statSync(join(ROOT, file), { throwIfNoEntry: false })?.isFile() === true);

test.each(FORBIDDEN)('no tracked file names %s', (_what, pattern) => {
  const breaches = tracked
    .filter((file) => file !== OWN_FILE && !GENERATED.test(file))
    .filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')));

  expect(breaches).toEqual([]);
});

test('no tracked file but a bundle or the lock is larger than 1 MB', () => {
  const large = tracked.filter((file) => !GENERATED.test(file) && statSync(join(ROOT, file)).size > MOST_BYTES);

  expect(large).toEqual([]);
});

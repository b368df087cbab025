import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogue, type ErrorCode } from '@mlops-actions/core';
import { exampleOf } from '../../scripts/generate/error-examples.ts';
import { ROOT } from './pages.ts';

const FOLDER = join(ROOT, 'docs/troubleshooting');
const codes = Object.keys(catalogue) as ErrorCode[];

test('every code has a page, and every page a code', () => {
  const documented = globSync('*.md', { cwd: FOLDER })
    .map((file) => file.replace(/\.md$/, ''))
    .filter((name) => name !== 'README');

  expect(documented.sort()).toEqual(codes.toSorted());
});

describe.each(codes)('%s', (code) => {
  const page = existsSync(join(FOLDER, `${code}.md`)) ? readFileSync(join(FOLDER, `${code}.md`), 'utf8') : '';

  test('has a page that says what is seen, why, and what to do', () => {
    expect(page.match(/^#+ .+$/gm)?.map((heading) => heading.replace(/:.*/, ''))).toEqual([
      `# ${code}`,
      '## What you see',
      '## Why',
      '## What to do',
    ]);
  });

  test('shows the text the error has today', () => {
    const { message, hint } = exampleOf(code);

    expect(page).toContain(`${code}: ${message}\n\n${hint}\n`);
  });

  test('says what to do next in full sentences', () => {
    expect(exampleOf(code).hint).toMatch(/\w.*\.$/s);
  });
});

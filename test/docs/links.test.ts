import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pages, ROOT, readPage } from './pages.ts';

interface Link {
  readonly file: string;
  readonly target: string;
  readonly anchor?: string;
}

const links: readonly Link[] = pages.flatMap((file) =>
  [...withoutCode(readPage(file)).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map((match) => ({
    file,
    target: match[1] === '' ? file : join(dirname(file), match[1] ?? ''),
    ...(match[2] === undefined ? {} : { anchor: match[2] }),
  })),
);

test('every link leads to a file of the repository', () => {
  expect(links.length).toBeGreaterThan(50);
  expect(
    links.filter(({ target }) => !existsSync(join(ROOT, target))).map(({ file, target }) => `${file} → ${target}`),
  ).toEqual([]);
});

test('every path in backticks exists, from the root or from the folder of the page', () => {
  const named = pages.flatMap((file) =>
    [
      ...readPage(file).matchAll(/`((?:docs|examples|packages|schemas|scripts|test|bench|\.ci|\.github)\/[\w./-]+)`/g),
    ].map((match) => ({ file, path: match[1] ?? '' })),
  );

  expect(named.length).toBeGreaterThan(30);
  expect(
    named
      .filter(({ file, path }) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, dirname(file), path)))
      .map(({ file, path }) => `${file}: ${path}`),
  ).toEqual([]);
});

test('every anchor is a heading of its page', () => {
  const broken = links.filter(
    ({ target, anchor }) => anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor),
  );

  expect(broken.map(({ file, target, anchor }) => `${file} → ${target}#${anchor}`)).toEqual([]);
});

test('the table of contents of the decisions names each of them', () => {
  const index = readPage('docs/adr/README.md');
  const decisions = pages.filter((file) => /^docs\/adr\/\d/.test(file));

  expect(decisions.filter((file) => !index.includes(file.replace('docs/adr/', '')))).toEqual([]);
});

/** GitHub's anchors: lower case, spaces to hyphens, other signs dropped. */
function anchorsOf(file: string): readonly string[] {
  return [...readPage(file).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(page: string): string {
  return page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
}

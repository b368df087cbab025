import { expect, test } from '@jest/globals';
import { partOf, readSource, readSources } from './sources.ts';

const sources = readSources();

/** Parts that may touch the world: environment, clock, chance, network, disk and child processes. */
const REACHING = ['action-kit', 'adapters', 'sagemaker-local', 'cli'];

/** Built-in modules that compute and touch nothing. `node:crypto` is held to hashing by the direction test. */
const HARMLESS = ['node:path', 'node:util', 'node:crypto', 'node:zlib'];

test('only action-kit, adapters, sagemaker-local and cli touch the world', () => {
  const breaches = sources
    .filter(({ file }) => !REACHING.includes(partOf(file)))
    .flatMap(({ file, imports, ambient }) => [
      ...ambient.map((use) => `${file}: ${use}`),
      ...imports
        .filter(({ specifier }) => specifier.startsWith('node:') && !HARMLESS.includes(specifier))
        .map(({ specifier }) => `${file}: ${specifier}`),
    ]);

  expect(breaches).toEqual([]);
});

test.each([
  ['the environment', "export const home = process.env['HOME'];", 'process.env'],
  ['the clock', 'export const now = () => Date.now();', 'Date.now'],
  ['the clock by construction', 'export const now = () => new Date();', 'new Date()'],
  ['chance', 'export const chance = () => Math.random();', 'Math.random'],
  ['the network', "export const page = () => fetch('http://127.0.0.1');", 'fetch'],
  ['a timer', 'export const later = (f: () => void) => setTimeout(f, 1);', 'setTimeout'],
])('the check sees %s', (_what, text, use) => {
  expect(readSource('packages/core/src/domain/example.ts', text).ambient).toEqual([use]);
});

test('the check sees imports in all their forms', () => {
  const text = [
    "import { readFile } from 'node:fs';",
    "import type { A } from './a.ts';",
    "export * from './b.ts';",
    "export { c } from '@mlops-actions/core';",
    "export const d = () => import('./d.ts');",
  ].join('\n');

  expect(readSource('train/src/example.ts', text).imports.map(({ target, specifier }) => target ?? specifier)).toEqual([
    'node:fs',
    'train/src/a.ts',
    'train/src/b.ts',
    'packages/core/src/index.ts',
    'train/src/d.ts',
  ]);
});

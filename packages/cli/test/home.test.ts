import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { findHome } from '../src/home.ts';
import { aRepository } from './mlops.ts';

it('is .mlops beside the git root, from however deep below it', () => {
  const root = aRepository();
  const deep = join(root, 'models/churn');
  mkdirSync(deep, { recursive: true });

  expect(findHome(deep, undefined, {})).toBe(join(root, '.mlops'));
});

it('is .mlops of the folder itself outside of a repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-repository-'));

  expect(findHome(folder, undefined, {})).toBe(join(folder, '.mlops'));
});

it('is what --home says, before MLOPS_HOME, before the repository', () => {
  expect(findHome('/', '/asked', { MLOPS_HOME: '/given' })).toBe('/asked');
  expect(findHome('/', undefined, { MLOPS_HOME: '/given' })).toBe('/given');
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { freshFolder } from '../../src/node/fresh-folder.ts';

it('holds what was written to it last, and nothing from before', async () => {
  const root = mkdtempSync(join(tmpdir(), 'mlops-fresh-'));
  const folder = join(root, 'reports');

  await freshFolder(folder, new Map([['old/report.json', '{}']]));
  await freshFolder(folder, new Map([['new/report.json', '[]']]));

  expect(readdirSync(folder)).toEqual(['new']);
  expect(readFileSync(join(folder, 'new/report.json'), 'utf8')).toBe('[]');
  rmSync(root, { recursive: true });
});

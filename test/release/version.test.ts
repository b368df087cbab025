import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../../scripts/root.ts';

const NOTE = "---\n'@mlops-actions/core': minor\n---\n\nLet a rollback be undone\n";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-release-'));
  const touched = ['package.json', 'pnpm-workspace.yaml', '.gitignore', 'scripts', '.changeset/config.json'];
  for (const file of [...touched, ...packageFiles()]) copy(file);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\nNothing yet.\n');
  writeFileSync(join(folder, '.changeset/quiet-cats-sing.md'), NOTE);
  git('init', '--quiet');
  commit();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a release gathers the notes into one version of all packages and into one changelog', () => {
  expect(program('mode.ts')).toMatch(/^mode=version$/m);

  program('version.ts');

  const versions = new Set(packageFiles().map((file) => versionIn(file)));
  const [version = '', ...others] = versions;
  expect(others).toEqual([]);
  expect(version).not.toBe(versionIn('packages/core/package.json', ROOT));
  expect(readdirSync(join(folder, '.changeset'))).toEqual(['config.json']);
  expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(
    new RegExp(`^# Changelog\n\n## ${version}\n\n### Minor Changes\n\n- [0-9a-f]+: Let a rollback be undone\n$`),
  );
  expect(program('notes.ts')).toMatch(/^### Minor Changes\n\n- [0-9a-f]+: Let a rollback be undone\n$/);
  expect(git('status', '--porcelain')).not.toContain('packages/core/CHANGELOG.md');

  commit();
  expect(program('mode.ts')).toBe(`mode=publish\nversion=${version}\nmoving-tag=v${version.split('.')[0]}\n`);
  git('tag', `v${version}`);
  expect(program('mode.ts')).toMatch(/^mode=none$/m);
});

const packageFiles = (): readonly string[] => globSync('packages/*/package.json', { cwd: ROOT }).sort();

const versionIn = (file: string, root = folder): string =>
  (JSON.parse(readFileSync(join(root, file), 'utf8')) as { version: string }).version;

function copy(file: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  cpSync(join(ROOT, file), join(folder, file), { recursive: true });
}

const program = (name: string): string => run(process.execPath, join(folder, 'scripts/release', name));
const git = (...args: readonly string[]): string =>
  run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args);

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A commit');
}

function run(file: string, ...args: readonly string[]): string {
  const PATH = [join(ROOT, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH']].join(delimiter);
  return execFileSync(file, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH } });
}

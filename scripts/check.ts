/**
 * `pnpm check`: the fast part of `.ci/run`, for the time while you write. Every step runs, also after one has failed.
 * Words after it choose tests: `pnpm check packages/core`.
 */
import { spawnSync } from 'node:child_process';
import { ROOT } from './root.ts';

const SOURCE = '--conditions=@mlops-actions/source';
const STEPS: Readonly<Record<string, readonly string[]>> = {
  'format and lint': ['biome', 'check', '--error-on-warnings', '.'],
  'types of the sources': ['tsc', '-b'],
  'types of tests and scripts': ['tsc', '-p', 'tsconfig.tests.json'],
  'generated files': ['.ci/phases/unchanged-by', 'node', SOURCE, 'scripts/generate.ts'],
  tests: ['node', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--maxWorkers=2', ...testPaths()],
};

const failed = Object.entries(STEPS).filter(([name, command]) => !passes(name, command));
console.log(failed.length === 0 ? '\nEverything holds.' : `\nFailed: ${failed.map(([name]) => name).join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes(name: string, [file, ...args]: readonly string[]): boolean {
  const started = performance.now();
  console.log(`\n=== ${name}`);
  const { status, error } = spawnSync(file ?? '', args, { cwd: ROOT, stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  console.log(`--- ${status === 0 ? 'passed' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return status === 0;
}

function testPaths(): readonly string[] {
  const chosen = process.argv.slice(2);
  return chosen.length > 0 ? chosen : ['packages/core', 'packages/action-kit', 'test/architecture', 'test/docs'];
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aRepository, MINIMAL, mlops } from './mlops.ts';

describe('mlops config', () => {
  it('prints the merged configuration with origins', async () => {
    const { exitCode, stdout } = await mlops(aRepository(), ['config']);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^model: churn +# mlops\.yml:2$/m);
    expect(stdout).toMatch(/^ {2}script: serve\/app\.py +# default$/m);
  });

  it('prints one JSON document with --json', async () => {
    const { stdout, stderr } = await mlops(aRepository(), ['config', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({ model: 'churn', environment: { destination: 'local' } });
    expect(stderr).toBe('');
  });

  it('names files relative to the repository and reads what another folder shares', async () => {
    const folder = aRepository({
      'shared.yml': MINIMAL,
      'models/churn/mlops.yml': 'extends: ../../shared.yml\nmodel: loyal\n',
    });
    const { stdout } = await mlops(join(folder, 'models/churn'), ['config']);

    expect(stdout).toMatch(/^model: loyal +# models\/churn\/mlops\.yml:2$/m);
    expect(stdout).toMatch(/^task: binary +# shared\.yml:3$/m);
  });
});

describe('an error', () => {
  it('is told on stderr with code, hint and page, and ends with 1', async () => {
    const { exitCode, stdout, stderr } = await mlops(aRepository({}), ['train']);

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('CONFIG_NOT_FOUND: There is no configuration file at mlops.yml.');
    expect(stderr).toContain('See docs/troubleshooting/CONFIG_NOT_FOUND.md');
  });

  it('is the one JSON document with --json', async () => {
    const { exitCode, stdout } = await mlops(aRepository({ 'mlops.yml': MINIMAL.replace('task:', 'taks:') }), [
      'train',
      '--json',
    ]);

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CONFIG_INVALID', kind: 'user' } });
  });

  it.each([
    { args: ['train', '--rerun', 'everything'], text: 'Allowed choices are train, validate, all.' },
    { args: ['serve', '--model-version', '0'], text: 'Expected a whole number from 1.' },
    { args: ['deploy'], text: "unknown command 'deploy'" },
    { args: ['status', '--environment', 'production'], text: "unknown option '--environment'" },
  ])('of the command line ($args) is told before anything is read', async ({ args, text }) => {
    const { exitCode, stderr } = await mlops(aRepository({}), args);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(text);
  });
});

describe('mlops status', () => {
  it('says that there is nothing yet, and starts nothing', async () => {
    const folder = aRepository();
    const { exitCode, stdout } = await mlops(folder, ['status', '--json']);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ jobs: [], packages: [], endpoints: [] });
    expect(existsSync(join(folder, '.mlops/sagemaker/connection.json'))).toBe(false);
  });
});

describe('mlops doctor', () => {
  it('lists every finding with its fix and ends with 1 when one is bad', async () => {
    const { exitCode, stdout } = await mlops(aRepository(), ['doctor']);

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✓ node: \d+/m);
    expect(stdout).toMatch(/^✓ config: mlops\.yml, model churn$/m);
    expect(stdout).toMatch(
      /^✗ train\.script: model\/train\.py does not exist\n {2}Write it, or name another one at train\.script in mlops\.yml\.$/m,
    );
  });

  it('reports a configuration that does not load instead of failing', async () => {
    const { exitCode, stdout } = await mlops(aRepository({}), ['doctor', '--json']);

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ check: 'config', ok: false }));
  });
});

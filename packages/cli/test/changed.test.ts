import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINIMAL, mlops } from './mlops.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-changed-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  for (const model of ['churn', 'price']) {
    mkdirSync(join(folder, model, 'model'), { recursive: true });
    writeFileSync(join(folder, model, 'mlops.yml'), MINIMAL.replace('churn\n', `${model}\n`));
  }
  git('add', '--all');
  git('commit', '--quiet', '--message', 'two models');
  git('checkout', '--quiet', '-b', 'better');
  writeFileSync(join(folder, 'price/model/train.py'), 'pass\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'one changed');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('mlops changed', () => {
  it('names the models that differ from the base and why, wherever in the repository it is asked', async () => {
    const { exitCode, stdout } = await mlops(join(folder, 'churn'), ['changed', '--base', 'main']);

    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      '1 model changed, compared with main\nprice (price/mlops.yml)\n  1 file in its folder: price/model/train.py\n',
    );
  });

  it('prints one JSON document with --json', async () => {
    const { stdout } = await mlops(folder, ['changed', '--base', 'main', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      models: [{ model: 'price', config: 'price/mlops.yml', baseConfig: 'price/mlops.yml' }],
      removed: [],
    });
  });

  it('says which of them a pull request will not evaluate, and why', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: folder });
    git('checkout', '--quiet', '-b', 'far', 'main');
    mkdirSync(join(folder, 'churn/data'));
    writeFileSync(join(folder, 'churn/data/churn.csv.dvc'), 'outs: []\n');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a pointer');
    git('checkout', '--quiet', 'better');
    const { stdout } = await mlops(folder, ['changed', '--base', 'main', '--head', 'far']);

    expect(stdout).toContain(
      '\n  not evaluated in a pull request: data not readable here: of churn/data/churn.csv there is only its pointer churn/data/churn.csv.dvc\n',
    );
  });

  it('prints names that somebody chose on one line, without what steers a terminal', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: folder });
    git('checkout', '--quiet', '-b', 'hostile', 'main');
    writeFileSync(join(folder, 'price/\u001b[2J\nNo model changed.py'), 'pass\n');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a name');
    mkdirSync(join(folder, 'price/\u001b[2J'));
    writeFileSync(join(folder, 'price/\u001b[2J/mlops.yml'), MINIMAL.replace('binary', 'binry'));
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a mistake');
    git('checkout', '--quiet', 'better');
    const { stdout } = await mlops(folder, ['changed', '--base', 'main', '--head', 'hostile~']);
    const { stderr } = await mlops(folder, ['changed', '--base', 'main', '--head', 'hostile']);

    expect(stdout).toContain('1 file in its folder: price/[2J No model changed.py\n');
    expect(stderr).toContain('CONFIG_INVALID');
    expect(stderr).not.toContain('\u001b');
  });

  it('looks only at the configurations that are asked for', async () => {
    const { stdout } = await mlops(folder, ['changed', '--base', 'main', '--configs', './churn/mlops.yml']);

    expect(stdout).toBe('No model changed, compared with main\n');
  });

  it('says what to do about a base that is not there', async () => {
    const { exitCode, stderr } = await mlops(folder, ['changed', '--base', 'origin/main']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('GIT_FAILED: git diff failed: ');
    expect(stderr).toContain('fetch-depth: 0');
  });
});

import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig, type MlopsConfig } from '@mlops-actions/core';
import { checkRequirements, checkRuntime, checkScripts } from '../../src/doctor/repository.ts';
import { checkGit, checkNode, checkPython } from '../../src/doctor/toolchain.ts';
import { aRepository, MINIMAL } from '../mlops.ts';

const aConfig = async (more = ''): Promise<MlopsConfig> =>
  (await loadConfig({ file: 'mlops.yml', readFile: async () => `${MINIMAL}${more}` })).config;

describe('scripts', () => {
  it('are looked up where mlops.yml names them', async () => {
    const root = aRepository({ 'model/train.py': '', 'serve/app.py': '' });

    expect(checkScripts(await aConfig(), root).map(({ check, ok }) => [check, ok])).toEqual([
      ['train.script', true],
      ['validate.script', false],
      ['serve.script', true],
    ]);
  });
});

it('looks for scripts and requirements inside the image', async () => {
  const root = aRepository({ 'app/model/train.py': '', 'app/lock.txt': 'flask==3.1.0 --hash=sha256:aa\n' });
  const config = await aConfig('image: { context: app, requirements: lock.txt }\n');

  expect(checkScripts(config, root)[0]).toMatchObject({ check: 'train.script', ok: true });
  expect(await checkRequirements(config, root)).toMatchObject({ ok: true });
});

describe('requirements', () => {
  const config = () => aConfig('image: { requirements: model/requirements.txt }\n');

  it.each([
    { text: 'flask==3.1.0 \\\n    --hash=sha256:aa\n# a comment\n-i https://index.example\n', ok: true },
    { text: 'flask==3.1.0 \\\n    --hash=sha256:aa\nnumpy==2.0 # loose\nscipy>=1\n', ok: false },
  ])('with every hash: $ok', async ({ text, ok }) => {
    expect(await checkRequirements(await config(), aRepository({ 'model/requirements.txt': text }))).toMatchObject({
      ok,
    });
  });

  it('without a hash are named', async () => {
    const finding = await checkRequirements(await config(), aRepository({ 'model/requirements.txt': 'numpy==2.0\n' }));

    expect(finding.found).toBe('model/requirements.txt: no hash for numpy');
  });
});

describe('the runtime file', () => {
  it.each([
    { ours: 'print(1)\n', theirs: 'print(1)\n', found: 'mlops_runtime.py is current', ok: true },
    {
      ours: 'print(1)\n',
      theirs: 'print(2)\n',
      found: 'mlops_runtime.py differs from the one of this version',
      ok: false,
    },
  ])('$found', async ({ ours, theirs, found, ok }) => {
    const canonical = join(aRepository({ 'canonical.py': ours }), 'canonical.py');

    expect(await checkRuntime(await aConfig(), aRepository({ 'mlops_runtime.py': theirs }), canonical)).toMatchObject({
      found,
      ok,
    });
  });
});

describe('the toolchain', () => {
  it.each([
    ['20.19.0', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['24.0.0', true],
  ])('Node %s is good: %s', (version, ok) => {
    expect(checkNode(version).ok).toBe(ok);
  });

  it('a Python that is not there is a finding, not a crash', async () => {
    expect(await checkPython('no-such-python')).toMatchObject({ check: 'python', ok: false });
  });

  it('a folder outside of any repository is told apart from one inside', () => {
    expect(checkGit('/').ok).toBe(false);
    expect(checkGit(aRepository()).ok).toBe(true);
  });
});

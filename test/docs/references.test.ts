import { globSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ENVIRONMENT_VARIABLES } from '../../scripts/generate/environment-variables.ts';
import { calledWorkflows } from '../../scripts/generate/workflows-reference.ts';
import { actionFolders, readAction } from '../../scripts/generate-readme.ts';
import { ROOT, readPage } from './pages.ts';

describe('environment variables', () => {
  const sources = globSync(['packages/*/src/**/*.ts', 'packages/core/runtime/mlops_runtime.py', 'scripts/*.ts'], {
    cwd: ROOT,
  })
    .map(readPage)
    .join('\n');
  const documented = Object.values(ENVIRONMENT_VARIABLES)
    .flat()
    .map(({ name }) => name);
  /** Read by name: out of an environment, or by the helper that reads the runner's. */
  const read = [
    ...sources.matchAll(/(?:env|environment|os\.environ)(?:\.get\(|\[)['"]((?:[A-Z]+_)+[A-Z]+)['"]/g),
    ...sources.matchAll(/given\('([A-Z_]+)'\)|(?:process\.env\.|\{ |, )((?:AWS|ACTIONS)_[A-Z_]+)(?=[:;, ])/g),
  ].map(([, first, second]) => first ?? second ?? '');
  /** Read by the AWS SDK, pip, uv and docker for us. */
  const byOthers = ['HTTPS_PROXY'];

  test('that are read by name are documented', () => {
    expect(new Set(read).size).toBeGreaterThan(12);
    expect([...new Set(read)].filter((name) => !documented.includes(name))).toEqual([]);
  });

  test('that are documented are read', () => {
    expect(documented.filter((name) => !sources.includes(name) && !byOthers.includes(name))).toEqual([]);
  });
});

describe('the reference of actions', () => {
  const page = readPage('docs/reference/actions.md');

  test.each(actionFolders())('has every input and output of %s', (folder) => {
    const { inputs = {}, outputs = {} } = readAction(folder);
    const [, section = ''] = page.split(`## ${folder.replace('actions/', '')}\n`);
    const own = section.split('\n## ')[0] ?? '';

    expect([...Object.keys(inputs), ...Object.keys(outputs)].filter((name) => !own.includes(`| \`${name}\``))).toEqual(
      [],
    );
  });
});

describe('the reference of workflows', () => {
  const page = readPage('docs/reference/workflows.md');

  test.each(calledWorkflows())('has everything of $file, each with a description', ({ file, call, permissions }) => {
    const [, section = ''] = page.split(`## ${file.replace('.github/workflows/', '')}\n`);
    const own = section.split('\n## ')[0] ?? '';
    const described = [call.inputs, call.outputs, call.secrets].flatMap((entries) => Object.entries(entries ?? {}));

    expect(described.filter(([name]) => !own.includes(`| \`${name}\``))).toEqual([]);
    expect(described.filter(([, { description = '' }]) => description.length < 10)).toEqual([]);
    expect(permissions.length).toBeGreaterThan(0);
    expect(permissions.filter(({ why }) => why === '')).toEqual([]);
  });
});

describe('the reference of data findings', () => {
  const documented = [...readPage('docs/reference/data-findings.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, code]) => code,
  );
  const known = JSON.parse(readPage('schemas/report.v1.schema.json')).properties.findings.items.properties.code.enum;

  test('has a row for every code, once, and no other', () => {
    expect(documented.toSorted()).toEqual(known.toSorted());
  });
});

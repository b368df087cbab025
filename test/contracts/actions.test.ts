import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ActionDefinition } from '@mlops-actions/action-kit';
import { actionFolders, readAction, withTables } from '../../scripts/generate-readme.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const actions = await Promise.all(
  actionFolders().map(async (folder) => {
    const { definition } = (await import(join(ROOT, folder, 'src/inputs.ts'))) as {
      definition: ActionDefinition<unknown>;
    };
    return {
      folder,
      definition,
      file: readAction(folder),
      readme: readFileSync(join(ROOT, folder, 'README.md'), 'utf8'),
    };
  }),
);

it('finds the stage actions', () => {
  expect(actions.map(({ folder }) => folder)).toEqual(expect.arrayContaining(['train', 'serve']));
});

describe.each(actions)('$folder', ({ folder, definition, file, readme }) => {
  it('declares in action.yml exactly the inputs that its schema reads', () => {
    expect(Object.keys(file.inputs ?? {})).toEqual(Object.keys(definition.inputs.shape));
  });

  it('has the same defaults in action.yml and in its schema', () => {
    const parsed = definition.inputs.parse({}) as Record<string, unknown>;
    const declared = Object.entries(file.inputs ?? {}).map(([name, input]) => [name, input.default]);

    expect(Object.fromEntries(declared)).toEqual({
      ...Object.fromEntries(declared.map(([name]) => [name, undefined])),
      ...parsed,
    });
  });

  it('declares in action.yml exactly the outputs that it writes', () => {
    expect(Object.keys(file.outputs ?? {})).toEqual(definition.outputs);
  });

  it('describes itself, every input and every output in a sentence', () => {
    const described = [file, ...Object.values(file.inputs ?? {}), ...Object.values(file.outputs ?? {})];

    for (const { description } of described) expect(description).toMatch(/^\S.{10,}\.$/s);
  });

  it('holds no expression, which action.yml does not know in a description', () => {
    expect(JSON.stringify(file)).not.toContain('${{');
  });

  it('has names in kebab-case', () => {
    for (const name of [...Object.keys(file.inputs ?? {}), ...definition.outputs])
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('shows the same tables in its README', () => {
    expect(withTables(readme, file)).toBe(readme);
  });

  it('runs on Node 24 from its bundle', () => {
    expect(file.runs).toMatchObject({ using: 'node24', main: 'dist/index.js' });
    expect(existsSync(join(ROOT, folder, 'src/main.ts'))).toBe(true);
  });

  it('names the permissions it needs in its README', () => {
    expect(readme).toContain('## Permissions');
  });
});

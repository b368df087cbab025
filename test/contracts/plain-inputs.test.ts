import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type ActionDefinition, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import type { InputPaths } from '@mlops-actions/core';
import { configFile } from '../../packages/core/src/config/schema/file.ts';
import { schemaAt } from '../../packages/core/src/config/schema-at.ts';
import { actionFolders, readAction } from '../../scripts/generate-readme.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PLACE = Object.keys(placeInputs);
/** Actions about a pull request take no plain inputs: they are about files of the repository as they are. */
const OTHERS = ['changed-models', 'comment-report', 'rehearse-change'].map((name) => `actions/${name}`);
const folders = actionFolders().filter((folder) => folder.startsWith('actions/') && !OTHERS.includes(folder));

const actions = await Promise.all(
  folders.map(async (folder) => {
    const { definition, PATHS } = (await import(join(ROOT, folder, 'src/inputs.ts'))) as {
      definition: ActionDefinition<unknown>;
      PATHS: InputPaths;
    };
    return { folder, names: Object.keys(definition.inputs.shape), paths: PATHS, file: readAction(folder) };
  }),
);

/** The actions that work with an mlops.yml or with plain inputs alone. */
describe.each(actions)('$folder', ({ names, paths, file }) => {
  it('takes first where to run, as every other action says it', () => {
    const [reference] = actions;
    const described = (inputs = reference?.file.inputs) => PLACE.map((name) => inputs?.[name]);

    expect(names.slice(0, PLACE.length)).toEqual(PLACE);
    expect(described(file.inputs)).toEqual(described());
  });

  it('reads every input that stands for a key of mlops.yml by the schema of that key', () => {
    const keys = Object.entries(paths).map(
      ([input, path]) => [input, path, schemaAt(configFile, path.split('.')) !== undefined] as const,
    );

    expect(paths).toMatchObject(PLACE_PATHS);
    expect(keys.filter(([input]) => !names.includes(input))).toEqual([]);
    expect(keys.filter(([, , known]) => !known)).toEqual([]);
  });

  it('names in the description the key that an input stands for', () => {
    const own = Object.entries(paths).filter(([input]) => !PLACE.includes(input));

    expect(own.filter(([input, path]) => !file.inputs?.[input]?.description?.includes(`\`${path}\``))).toEqual([]);
  });
});

it('finds the separate actions', () => {
  expect(folders).toEqual(
    [
      'build-push-image',
      'deploy-serving',
      'register-model',
      'start-sagemaker-training',
      'validate-data',
      'validate-model',
    ].map((name) => `actions/${name}`),
  );
});

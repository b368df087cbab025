import { randomUUID } from 'node:crypto';
import { validate } from '@actions/languageservice';
import { describe, expect, test } from '@jest/globals';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ActionFile, actionFolders, readAction } from '../../scripts/generate-readme.ts';
import { copies, originals, ownPath, readRepositoryFile, variants } from './repository.ts';
import { thirdParty } from './third-parties.ts';

/** GitHub's own language service, which looks up our actions and workflows in this checkout, however they are named. */
describe.each([...originals, ...copies, ...variants])('$title', ({ text }) => {
  test('has nothing that GitHub would not take', async () => {
    expect(await problemsOf(text)).toEqual([]);
  });
});

describe('the language service', () => {
  const call = (inputs: string) => `
on: push
jobs:
  train:
    uses: org/mlops-actions/.github/workflows/train.yml@v1
    with: { ${inputs} }`;
  const step = (inputs: string) => `
on: push
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: org/mlops-actions/train@v1
        with: { ${inputs} }`;

  test('looks into the workflows that are called', async () => {
    expect(await problemsOf(call('config: mlops.yml'))).toEqual([]);
    expect(await problemsOf(call('konfig: mlops.yml'))).toEqual([expect.stringContaining('konfig')]);
  });

  test('looks into the actions that are used', async () => {
    expect(await problemsOf(step('config: mlops.yml'))).toEqual([]);
    expect(await problemsOf(step('konfig: mlops.yml'))).toEqual([expect.stringContaining('konfig')]);
  });
});

async function problemsOf(text: string): Promise<readonly string[]> {
  // It remembers files by their address.
  const address = `file:///repository/.github/workflows/${randomUUID()}.yml`;
  const diagnostics = await validate(TextDocument.create(address, 'yaml', 0, text), {
    fileProvider: {
      async getFileContent(reference) {
        const path = 'repository' in reference ? (ownPath(fullName(reference)) ?? '') : reference.path;
        return { name: path, content: readRepositoryFile(path) };
      },
    },
    actionsMetadataProvider: { fetchActionMetadata: async (reference) => metadataOf(reference) },
  });
  return diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

interface Reference {
  readonly owner: string;
  readonly name: string;
  readonly path?: string;
  readonly ref: string;
}

/** What an action declares; undefined, which the service reports, when there is no such action. */
function metadataOf({ owner, name, path = '', ref }: Reference) {
  const full = [owner, name, path].filter((part) => part !== '').join('/');
  const own = ownPath(`${full}@${ref}`);
  if (own === undefined) return thirdParty(full);
  return actionFolders().includes(own) ? describedOf(readAction(own)) : undefined;
}

const describedOf = ({ name, description, inputs = {} }: ActionFile) => ({
  name,
  description,
  inputs: Object.fromEntries(
    Object.entries(inputs).map(([input, { description: text = '', ...rest }]) => [
      input,
      { description: text, ...rest },
    ]),
  ),
});

const fullName = (reference: { owner: string; repository: string; path: string; version: string }): string =>
  `${reference.owner}/${reference.repository}/${reference.path}@${reference.version}`;

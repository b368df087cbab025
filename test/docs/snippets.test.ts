import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '@mlops-actions/core';
import { parse } from 'yaml';
import { createProgram } from '../../packages/cli/src/program.ts';
import { type Block, blocksOf, pages, ROOT, readPage } from './pages.ts';

const blocks = pages.flatMap(blocksOf);
const yamlBlocks = blocks.filter(({ language }) => language === 'yaml' || language === 'yml');
const scripts = (JSON.parse(readPage('package.json')) as { readonly scripts: Readonly<Record<string, string>> })
  .scripts;
const PNPM_COMMANDS = ['install', 'changeset'];

describe('YAML in the documentation', () => {
  test.each(yamlBlocks.map((block) => [place(block), block] as const))('%s parses', (_place, block) => {
    expect(() => parse(block.text)).not.toThrow();
  });

  test('every step that uses one of our actions gives it inputs that it has', () => {
    const uses = yamlBlocks.flatMap((block) => stepsIn(parse(block.text)).map((step) => ({ block, ...step })));

    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.flatMap(({ block, folder, inputs }) =>
        unknownInputs(folder, inputs).map((name) => `${place(block)}: ${name}`),
      ),
    ).toEqual([]);
  });

  test('every whole mlops.yml loads', async () => {
    const configs = yamlBlocks.filter(({ text }) => /^(#[^\n]*\n)*version: 1$/m.test(text) && !/^extends:/m.test(text));

    expect(configs.length).toBeGreaterThan(0);
    for (const { text } of configs) {
      const readFile = async (file: string) => (file === 'mlops.yml' ? text : undefined);
      await expect(loadConfig({ file: 'mlops.yml', readFile })).resolves.toBeDefined();
    }
  });
});

describe('commands in the documentation', () => {
  const lines = blocks.flatMap((block) =>
    block.text.split('\n').map((line) => ({ block, line: line.replace(/^\$ /, '').replace(/\s+#.*$/, '') })),
  );

  test('every mlops command and option exists', () => {
    const commands = lines.filter(({ line }) => /^mlops [a-z]/.test(line));

    expect(commands.length).toBeGreaterThan(0);
    expect(
      commands.flatMap(({ block, line }) => mlopsProblems(line).map((problem) => `${place(block)}: ${problem}`)),
    ).toEqual([]);
  });

  test('every pnpm script exists', () => {
    const called = lines.flatMap(({ block, line }) => {
      const script = /^(?:npx -y pnpm@[\d.]+|pnpm)(?: --\S+)* ([a-z-]+)/.exec(line)?.[1];
      return script === undefined ? [] : [{ block, script }];
    });

    expect(called.length).toBeGreaterThan(0);
    expect(
      called
        .filter(({ script }) => scripts[script] === undefined && !PNPM_COMMANDS.includes(script))
        .map(({ block, script }) => `${place(block)}: pnpm ${script}`),
    ).toEqual([]);
  });

  test('every page names the same pnpm', () => {
    const versions = new Set(pages.flatMap((file) => readPage(file).match(/pnpm@[\d.]+\d/g) ?? []));

    expect([...versions]).toEqual(['pnpm@12.21.0']);
  });
});

function place({ file, line }: Block): string {
  return `${file}:${line}`;
}

interface Use {
  readonly folder: string;
  readonly inputs: readonly string[];
}

/** Every `uses: org/mlops-actions/<folder>@…` anywhere in a document. */
function stepsIn(value: unknown): readonly Use[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(stepsIn);
  const { uses, with: inputs } = value as { readonly uses?: unknown; readonly with?: object };
  const folder = typeof uses === 'string' ? /^org\/mlops-actions\/(.+)@/.exec(uses)?.[1] : undefined;
  return folder === undefined ? inside : [{ folder, inputs: Object.keys(inputs ?? {}) }, ...inside];
}

function unknownInputs(folder: string, inputs: readonly string[]): readonly string[] {
  const file = join(ROOT, folder, 'action.yml');
  if (!existsSync(file)) return [`${folder} is no action`];
  const known = Object.keys((parse(readFileSync(file, 'utf8')) as { readonly inputs: object }).inputs);
  return inputs.filter((name) => !known.includes(name)).map((name) => `${folder} has no input "${name}"`);
}

function mlopsProblems(line: string): readonly string[] {
  const words = line.split(/\s+/).slice(1);
  const depth = words[0] === 'local' ? 2 : 1;
  const command = words
    .slice(0, depth)
    .reduce<ReturnType<typeof createProgram> | undefined>(
      (program, word) => program?.commands.find((child) => child.name() === word),
      createProgram(),
    );
  if (command === undefined) return [`there is no command "${line}"`];
  return words
    .filter((word) => word.startsWith('--'))
    .filter((word) => !command.options.some(({ long }) => long === word))
    .map((word) => `"mlops ${words.slice(0, depth).join(' ')}" has no option ${word}`);
}

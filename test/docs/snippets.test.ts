import { describe, expect, test } from '@jest/globals';
import { loadConfig, loadDataSchema } from '@mlops-actions/core';
import { parse, stringify } from 'yaml';
import { createProgram } from '../../packages/cli/src/program.ts';
import { unknownInputs, unknownOutputs, usesIn } from './our-uses.ts';
import { type Block, blocksOf, pages, readPage } from './pages.ts';
import { keysOf, workflowBlocks, yamlBlocks } from './yaml-blocks.ts';

const blocks = pages.flatMap(blocksOf);
const scripts = (JSON.parse(readPage('package.json')) as { readonly scripts: Readonly<Record<string, string>> })
  .scripts;
const isWhole = ({ text }: Block) => /^(#[^\n]*\n)*version: 1$/m.test(text) && !isDataSchema(text);
const isDataSchema = (text: string) => /^(columns|rows): ?/m.test(text) && !/^model: /m.test(text);

/** Keys of mlops.yml by which a block is known as a part of one. */
const PARTS = ['data', 'environments', 'image', 'register', 'serve', 'train', 'validate'];
const MINIMAL = {
  version: 1,
  model: 'churn',
  task: 'binary',
  data: { table: 'data/churn.csv', label: 'churned' },
  train: { script: 'model/train.py' },
  validate: { gates: [{ metric: 'roc-auc', min: 0.8 }] },
};
const PNPM_COMMANDS = ['install', 'changeset'];

describe('YAML in the documentation', () => {
  test.each(yamlBlocks.map((block) => [place(block), block] as const))('%s parses', (_place, block) => {
    expect(() => parse(block.text)).not.toThrow();
  });

  test('everything that uses an action or workflow of ours gives it inputs that it has', () => {
    const uses = yamlBlocks.flatMap((block) => usesIn(parse(block.text)).map((use) => ({ block, use })));

    expect(uses.length).toBeGreaterThan(10);
    expect(
      uses.flatMap(({ block, use }) => unknownInputs(use).map((problem) => `${place(block)}: ${problem}`)),
    ).toEqual([]);
  });

  test('every output that a workflow reads from a step of ours is one that it has', () => {
    expect(
      workflowBlocks.flatMap((block) => unknownOutputs(block.text).map((problem) => `${place(block)}: ${problem}`)),
    ).toEqual([]);
  });

  test('every action of others is pinned by commit, with the version behind it', () => {
    const others = yamlBlocks.flatMap((block) =>
      [...block.text.matchAll(/uses: (?!org\/mlops-actions\/|\$\/|\.\/)(.+)/g)].map(([, used]) => ({ block, used })),
    );

    expect(
      others
        .filter(({ used }) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/.test(used ?? ''))
        .map(({ block, used }) => `${place(block)}: ${used}`),
    ).toEqual([]);
  });

  test('every part of an mlops.yml loads in a whole one', async () => {
    const parts = yamlBlocks.filter((block) => keysOf(block).some((key) => PARTS.includes(key)) && !isWhole(block));

    expect(parts.length).toBeGreaterThan(0);
    for (const { text } of parts) {
      const whole = stringify({ ...MINIMAL, ...(parse(text) as object) });
      const readFile = async (file: string) => (file === 'mlops.yml' ? whole : undefined);
      await expect(loadConfig({ file: 'mlops.yml', readFile })).resolves.toBeDefined();
    }
  });

  test('every whole mlops.yml loads', async () => {
    const configs = yamlBlocks.filter((block) => isWhole(block) && !/^extends:/m.test(block.text));

    expect(configs.length).toBeGreaterThan(0);
    for (const { text } of configs) {
      const readFile = async (file: string) => (file === 'mlops.yml' ? text : undefined);
      await expect(loadConfig({ file: 'mlops.yml', readFile })).resolves.toBeDefined();
    }
  });
});

test('every data/schema.yml in the documentation loads', () => {
  const schemas = yamlBlocks.filter(({ text }) => isDataSchema(text));

  expect(schemas.length).toBeGreaterThan(0);
  expect(schemas.map(({ text }) => loadDataSchema('data/schema.yml', text))).toEqual(
    schemas.map(() => ({ schema: expect.anything() })),
  );
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

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { commandBlocks, journey, unaccounted } from './documented-commands.ts';
import { readPage } from './pages.ts';

test('every block of commands is run by .ci/run or says why it cannot be', () => {
  expect(unaccounted()).toEqual({ blocks: [], entries: [] });
});

test('the journey starts with a clone and stops what it started', () => {
  expect(journey()).toMatch(/git clone [\s\S]*\nmlops local down\n$/);
});

interface Template {
  readonly Parameters: Readonly<
    Record<string, { readonly Default?: unknown; readonly AllowedValues?: readonly unknown[] }>
  >;
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

const templateOf = (file: string): Template => parse(readPage(file), { logLevel: 'silent' }) as Template;

const deployments = commandBlocks
  .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('aws cloudformation deploy '))
  .map((line) => {
    const words = line.split(/\s+/).slice(3);
    const after = (option: string) => words[words.indexOf(option) + 1] ?? '';
    const given = words.slice(words.indexOf('--parameter-overrides') + 1).map((word) => word.split('='));
    return {
      stack: after('--stack-name'),
      template: templateOf(after('--template-file')),
      options: words.filter((word) => word.startsWith('--')),
      capability: after('--capabilities'),
      given: Object.fromEntries(given) as Readonly<Record<string, string>>,
    };
  });

describe.each(deployments)('deploying $stack', ({ template, options, capability, given }) => {
  test('uses options that the command has', () => {
    const known = ['--stack-name', '--template-file', '--capabilities', '--parameter-overrides'];

    expect(options.filter((option) => !known.includes(option))).toEqual([]);
  });

  test('gives every parameter that has no default, and none that the template lacks', () => {
    const needed = Object.entries(template.Parameters).filter(([, { Default }]) => Default === undefined);

    expect(Object.keys(given).filter((name) => template.Parameters[name] === undefined)).toEqual([]);
    expect(needed.map(([name]) => name).filter((name) => given[name] === undefined)).toEqual([]);
  });

  test('gives values that the template allows', () => {
    const chosen = Object.entries(template.Parameters).filter(
      ([name, { AllowedValues }]) => AllowedValues !== undefined && given[name] !== undefined,
    );

    for (const [name, { AllowedValues }] of chosen) expect(AllowedValues).toContain(given[name]);
  });

  test('acknowledges roles and policies where there are some', () => {
    const makesRoles = Object.values(template.Resources).some(({ Type }) => Type.startsWith('AWS::IAM::'));

    expect(capability === 'CAPABILITY_IAM').toBe(makesRoles);
  });
});

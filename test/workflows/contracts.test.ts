import { describe, expect, test } from '@jest/globals';
import { readAction } from '../../scripts/generate-readme.ts';
import { type Job, originals, ownPath, parseWorkflow, readRepositoryFile, type Trigger } from './repository.ts';

/** Callers and what they call, which GitHub compares only when a run starts. */
const calls = originals.flatMap(({ title, text }) => {
  const workflow = parseWorkflow(text);
  return Object.entries(workflow.jobs).flatMap(([id, job]) => {
    const path = job.uses === undefined ? undefined : ownPath(job.uses);
    if (path === undefined) return [];
    const called = parseWorkflow(readRepositoryFile(path));
    return [
      { title: `${title}, job ${id}`, caller: workflow, job, called, contract: called.on['workflow_call'] ?? {} },
    ];
  });
});

test('every starter workflow calls one of ours', () => {
  const templates = originals.map(({ title }) => title).filter((title) => title.startsWith('workflows-templates/'));

  expect(templates).toHaveLength(5);
  for (const template of templates)
    expect(calls.map(({ title }) => title)).toContainEqual(expect.stringContaining(template));
});

describe.each(calls)('$title', ({ caller, job, called, contract }) => {
  test('gives inputs that are declared, and all that are required', () => {
    expect(Object.keys(contract.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})));
    expect(Object.keys(job.with ?? {})).toEqual(expect.arrayContaining(required(contract.inputs)));
  });

  test('gives values of the declared types', () => {
    const wrong = Object.entries(job.with ?? {}).filter(([name, value]) => {
      const type = typeOf(value, caller.on['workflow_dispatch'] ?? {});
      return type !== undefined && type !== contract.inputs?.[name]?.type;
    });

    expect(wrong).toEqual([]);
  });

  test('hands over the secrets that are declared, by name', () => {
    expect(job.secrets ?? {}).not.toBe('inherit');
    expect(Object.keys(contract.secrets ?? {})).toEqual(expect.arrayContaining(Object.keys(job.secrets ?? {})));
    expect(Object.keys(job.secrets ?? {})).toEqual(expect.arrayContaining(required(contract.secrets)));
  });

  test('grants every right that the called jobs ask for, and none beyond', () => {
    expect(job.permissions).toEqual(askedFor(Object.values(called.jobs)));
  });
});

describe.each(originals)('$title', ({ text }) => {
  const { jobs, on } = parseWorkflow(text);

  test.each(Object.entries(jobs))('job %s reads only outputs that exist', (_id, job) => {
    for (const [, step, output] of textOf(job).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g))
      expect({ step, outputs: outputsOfStep(job, step ?? '') }).toMatchObject({
        outputs: expect.arrayContaining([output]),
      });
    for (const [, needed, output] of textOf(job).matchAll(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g))
      expect({ needed, outputs: outputsOfJob(jobs[needed ?? '']) }).toMatchObject({
        outputs: expect.arrayContaining([output]),
      });
    for (const [, needed] of textOf(job).matchAll(/\bneeds\.([\w-]+)\./g)) expect([job.needs].flat()).toContain(needed);
  });

  test('its own outputs are outputs of its jobs', () => {
    for (const { value } of Object.values(on['workflow_call']?.outputs ?? {})) {
      const [, job, output] = /^\$\{\{ jobs\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      expect(Object.keys(jobs[job ?? '']?.outputs ?? {})).toContain(output);
    }
  });

  test('describes what a caller may give and gets', () => {
    const { inputs = {}, outputs = {} } = on['workflow_call'] ?? {};

    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)])
      expect(description).toMatch(/^\S.{10,}\.$/s);
  });
});

type Declared = Readonly<Record<string, { readonly required?: boolean; readonly default?: unknown }>>;

const required = (declared: Declared = {}): string[] =>
  Object.entries(declared).flatMap(([name, entry]) =>
    entry.required === true && entry.default === undefined ? [name] : [],
  );

/** Type of a value that is written out or taken from the form of "Run workflow"; undefined when an expression computes it. */
function typeOf(value: unknown, form: Trigger): string | undefined {
  if (typeof value !== 'string') return typeof value;
  if (!value.includes('${{')) return 'string';
  const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? [];
  const type = input === undefined ? undefined : form.inputs?.[input]?.type;
  return type === 'choice' || type === 'environment' ? 'string' : type;
}

function askedFor(jobs: readonly Job[]): Readonly<Record<string, string>> {
  const rights = jobs.flatMap(({ permissions }) => Object.entries(permissions ?? {}));
  return Object.fromEntries(rights.sort(([, one], [, other]) => one.localeCompare(other)));
}

const textOf = (job: Job): string => JSON.stringify(job);

function outputsOfStep(job: Job, id: string): readonly string[] {
  const { uses, run = '' } = job.steps?.find((step) => step.id === id) ?? {};
  const own = uses === undefined ? undefined : ownPath(uses);
  if (own !== undefined) return Object.keys(readAction(own).outputs ?? {});
  return run.includes('GITHUB_OUTPUT') ? [...run.matchAll(/\b([a-z][\w-]*)=/g)].map(([, name]) => name ?? '') : [];
}

function outputsOfJob(job: Job | undefined): readonly string[] {
  const path = job?.uses === undefined ? undefined : ownPath(job.uses);
  if (path === undefined) return Object.keys(job?.outputs ?? {});
  return Object.keys(parseWorkflow(readRepositoryFile(path)).on['workflow_call']?.outputs ?? {});
}

import { describe, expect, test } from '@jest/globals';
import { type Contexts, evaluate } from './evaluate.ts';
import { type Job, parseWorkflow, readRepositoryFile } from './repository.ts';

const templateOf = (name: string) => parseWorkflow(readRepositoryFile(`workflows-templates/${name}.yml`));
const given = (name: string, job: string, input: string, contexts: Contexts) =>
  evaluate(String(templateOf(name).jobs[job]?.with?.[input]), contexts);

describe('the starter workflow serve', () => {
  const dispatched = (inputs: object) => ({
    inputs: { model: '', environment: 'staging', promote: true, version: '', plan: false, ...inputs },
  });
  const gives = (inputs: object) =>
    Object.fromEntries(
      ['environment', 'promote-to', 'mode'].map((input) => [input, given('serve', 'serve', input, dispatched(inputs))]),
    );

  test('starts by hand only', () => {
    expect(Object.keys(templateOf('serve').on)).toEqual(['workflow_dispatch']);
    expect(Object.keys(templateOf('rollback').on)).toEqual(['workflow_dispatch']);
  });

  test.each([
    [{}, 'staging', 'production', 'deploy'],
    [{ promote: false }, 'staging', '', 'deploy'],
    [{ environment: 'production' }, 'production', '', 'deploy'],
    [{ environment: 'production', promote: false }, 'production', '', 'deploy'],
    [{ plan: true }, 'staging', 'production', 'plan'],
  ])('%j deploys to %s, then to "%s", with mode %s', (inputs, environment, promoteTo, mode) => {
    expect(gives(inputs)).toEqual({ environment, 'promote-to': promoteTo, mode });
  });
});

describe('the job promote of serve.yml', () => {
  const { promote } = parseWorkflow(readRepositoryFile('.github/workflows/serve.yml')).jobs;
  const runs = (inputs: object, outcome: string) =>
    evaluate(promote?.if ?? '', {
      inputs: { 'promote-to': 'production', mode: 'deploy', ...inputs },
      needs: { deploy: { outputs: { outcome } } },
    });

  test.each(['deployed', 'unchanged'])('runs after a deploy that was %s', (outcome) => {
    expect(runs({}, outcome)).toBe(true);
  });

  test.each(['superseded', 'planned', 'rolled-back', 'released', ''])('never runs after "%s"', (outcome) => {
    expect(runs({}, outcome)).toBe(false);
  });

  test.each([{ 'promote-to': '' }, { mode: 'plan' }, { mode: 'rollback' }, { mode: 'release' }])(
    'never runs with %j',
    (inputs) => {
      expect(runs(inputs, 'deployed')).toBe(false);
    },
  );

  test('waits for the job before it and deploys the version that this one deployed', () => {
    const version = promote?.steps?.find(({ id }) => id === 'deployment')?.with?.['version'];

    expect(promote?.needs).toBe('deploy');
    expect(evaluate(String(version), { needs: { deploy: { outputs: { 'package-version': '7' } } } })).toBe('7');
  });

  test('asks the environment that it deploys to for approval', () => {
    expect(evaluate(promote?.environment ?? '', { inputs: { 'promote-to': 'production' } })).toBe('production');
  });
});

describe('the starter workflow train', () => {
  const gives = (inputs: object, variable = '') =>
    Object.fromEntries(
      ['environment', 'rerun', 'rehearse'].map((input) => [
        input,
        given('train', 'train', input, { inputs, vars: variable === '' ? {} : { MLOPS_ENVIRONMENT: variable } }),
      ]),
    );

  test('trains and rehearses on the runner when no environment is named', () => {
    expect(gives({})).toEqual({ environment: '', rerun: '', rehearse: true });
  });

  test('trains in the environment of the repository, and deploys nothing there', () => {
    expect(gives({}, 'staging')).toEqual({ environment: 'staging', rerun: '', rehearse: false });
  });

  test('trains where the form says, anew when it says so', () => {
    expect(gives({ environment: 'research', rerun: 'all' }, 'staging')).toEqual({
      environment: 'research',
      rerun: 'all',
      rehearse: false,
    });
    expect(gives({ environment: '', rerun: 'nothing' })).toEqual({ environment: '', rerun: '', rehearse: true });
  });
});

describe('the jobs of serve.yml', () => {
  const { deploy, promote } = parseWorkflow(readRepositoryFile('.github/workflows/serve.yml')).jobs;
  const place = { config: 'mlops.yml', 'working-directory': '.', model: '' };
  const groupOf = (job: Job | undefined, inputs: object) =>
    evaluate(job?.concurrency?.group ?? '', { inputs: { ...place, ...inputs } });
  const toProduction = groupOf(deploy, { environment: 'production', mode: 'deploy' });

  test('deploy to an environment one at a time, also by promotion', () => {
    expect(groupOf(promote, { environment: 'staging', 'promote-to': 'production', mode: 'deploy' })).toBe(toProduction);
  });

  test.each([
    { environment: 'staging', mode: 'deploy' },
    { environment: 'production', mode: 'deploy', model: 'churn' },
    { environment: 'production', mode: 'rollback' },
  ])('let %j pass meanwhile', (inputs) => {
    expect(groupOf(deploy, inputs)).not.toBe(toProduction);
  });

  test('cancel no deployment and let each have its turn', () => {
    for (const job of [deploy, promote])
      expect(job?.concurrency).toMatchObject({ queue: 'max', 'cancel-in-progress': false });
  });

  test.each([
    ['ubuntu-latest', 'ubuntu-latest'],
    ['["self-hosted", "gpu"]', ['self-hosted', 'gpu']],
  ])('run on %s', (label, labels) => {
    expect(evaluate(deploy?.['runs-on'] ?? '', { inputs: { 'runs-on': label } })).toEqual(labels);
  });
});

test('no pull request reaches an environment, a secret or a token for a cloud', () => {
  const text = readRepositoryFile('.github/workflows/validate-pr.yml');
  const { jobs } = parseWorkflow(text);

  expect(text).not.toMatch(/secrets[.:]|^ +environment:/m);
  for (const job of Object.values(jobs)) expect([{}, { contents: 'read' }]).toContainEqual(job.permissions);
  expect(Object.keys(templateOf('validate-pr').on)).toEqual(['pull_request']);
});

test.each([
  ['', false],
  ['train', false],
  ['all', false],
  ['trian', true],
  ['true', true],
])('train.yml with rerun "%s" is refused: %s', (rerun, refused) => {
  const { train } = parseWorkflow(readRepositoryFile('.github/workflows/train.yml')).jobs;
  const step = train?.steps?.find(({ name }) => name === 'Refuse what rerun cannot be');

  expect(evaluate(step?.if ?? '', { inputs: { rerun } })).toBe(refused);
});

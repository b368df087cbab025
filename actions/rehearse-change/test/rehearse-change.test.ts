import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Report, readReport } from '@mlops-actions/core';
import { type Job, startJob } from '../../../test/bundles/job.ts';

const ACTION = 'actions/rehearse-change';
const HEAD = '1'.repeat(40);
const BASE = 'b'.repeat(40);

let job: Job;
beforeEach(() => {
  job = startJob();
  cpSync(job.workspace, `${job.workspace}-base`, { recursive: true });
  mkdirSync(join(job.workspace, '.mlops'));
  cpSync(`${job.workspace}-base`, join(job.workspace, '.mlops/base'), { recursive: true });
  rmSync(`${job.workspace}-base`, { recursive: true });
});
afterEach(() => job.end());

const rehearse = (inputs: Readonly<Record<string, string>> = {}) =>
  job.step(ACTION, {
    inputs: { 'base-config': 'mlops.yml', 'head-sha': HEAD, 'base-sha': BASE, ...inputs },
    environment: { GITHUB_EVENT_NAME: 'pull_request' },
  });
const read = (path: string) => readFileSync(join(job.workspace, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(job.workspace, path), text);
const reportOf = ({ outputs }: { readonly outputs: Readonly<Record<string, string>> }): Report =>
  readReport(readFileSync(outputs['report-file'] ?? '', 'utf8'));

describe('a change that is rehearsed', () => {
  it('gives the same model when it changes no code, finds its jobs again, and registers nothing', async () => {
    const first = await rehearse();
    const { trainingJobs } = await job.state();
    const second = await rehearse();

    expect(first).toMatchObject({ exitCode: 0, annotations: [] });
    expect(first.outputs).toMatchObject({ conclusion: 'success', verdict: 'identical', 'rules-changed': 'false' });
    expect(trainingJobs).toHaveLength(1);
    expect(second.outputs).toMatchObject({ verdict: 'identical' });
    expect(await job.state()).toMatchObject({ trainingJobs: [expect.anything()], modelPackages: [] });
  });

  it('is compared with the model of the base on the rows of the base', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.52');
    const step = await rehearse({ 'changed-files': '["mlops.yml"]' });
    const { verdict, rehearsal } = reportOf(step);

    expect(step.outputs).toMatchObject({ conclusion: 'success', verdict: 'pass' });
    expect(verdict).toMatchObject({ champion: { source: 'base' }, championLevel: 'A', heldOut: { rows: 400 } });
    expect(rehearsal).toEqual({ head: HEAD, base: BASE, changedFiles: ['mlops.yml'], rules: [] });
    expect((await job.state()).modelPackages).toEqual([]);
  });

  it('that is worse is refused in red, with outputs, report and summary written', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.9');
    const step = await rehearse();

    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failure', verdict: 'fail' } });
    expect(step.summary).toContain('❌');
    expect(step.annotations.join('\n')).toContain('::error title=GATE_REJECTED::');
    expect(reportOf(step).verdict.gates).toMatchObject([{}, { id: 'auc-champion', outcome: 'fail' }]);
  });
});

describe('rules that a change moves', () => {
  it('judge nothing: those of the base do, and what is easier is said', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.9');
    job.edit('mlops.yml', 'margin: 0.01', 'margin: 0.9');
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.1');
    const step = await rehearse();

    expect(step.outputs).toMatchObject({ conclusion: 'failure', verdict: 'fail', 'rules-changed': 'true' });
    expect(reportOf(step).rehearsal?.rules).toEqual([
      { what: 'gates', text: 'gate "accuracy-floor": min 0.6 becomes 0.1', file: 'mlops.yml', loosens: true },
      { what: 'gates', text: 'gate "auc-champion": margin 0.01 becomes 0.9', file: 'mlops.yml', loosens: true },
    ]);
    expect(step.summary).toContain('easier to pass');
  });

  it('include the scorer: one that answers for the model is not asked', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.9');
    write('model/validate.py', 'def score(model_dir, rows):\n    raise ValueError("the scorer of the head")\n');
    const step = await rehearse();

    expect(step.log).not.toContain('the scorer of the head');
    expect(step.outputs).toMatchObject({ conclusion: 'failure', verdict: 'fail' });
    expect(reportOf(step).rehearsal?.rules).toEqual([
      { what: 'scorer', text: 'the scorer model/validate.py is another one', file: 'model/validate.py' },
    ]);
  });

  it('include the held-out rows: easier ones are not asked', async () => {
    const [header, ...rows] = read('data/test.csv').trim().split('\n');
    write('data/test.csv', `${[header, ...rows.slice(0, 100)].join('\n')}\n`);
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.52');
    const step = await rehearse();

    expect(reportOf(step)).toMatchObject({
      verdict: { heldOut: { rows: 400 } },
      rehearsal: { rules: [{ what: 'held-out', text: 'the held-out rows are others', file: 'data/test.csv' }] },
    });
  });
});

describe('data of a change', () => {
  it('that holds held-out rows of the base is refused, with the rows counted, although the head does not hold them out', async () => {
    const [header, ...rows] = read('data/test.csv').trim().split('\n');
    write('data/train.csv', `${read('data/train.csv').trim()}\n${rows.slice(0, 7).join('\n')}\n`);
    write('data/test.csv', `${[header, ...rows.slice(7)].join('\n')}\n`);
    const step = await rehearse();

    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failure', verdict: 'fail' } });
    expect(reportOf(step).findings).toMatchObject([{ code: 'TEST_ROWS_IN_TRAINING', count: 7 }]);
    expect(step.annotations.join('\n')).toMatch(/TEST_ROWS_IN_TRAINING|7 of its/);
    expect((await job.state()).trainingJobs).toEqual([]);
  });

  it('that holds held-out rows of the base is refused also where the gates are off, and without any none is asked', async () => {
    for (const folder of ['', '.mlops/base/']) job.edit(`${folder}mlops.yml`, 'validate:', 'validate:\n  mode: off');
    const off = await rehearse();
    const [header, ...rows] = read('data/test.csv').trim().split('\n');
    write('data/train.csv', `${read('data/train.csv').trim()}\n${rows.slice(0, 7).join('\n')}\n`);
    write('data/test.csv', `${[header, ...rows.slice(7)].join('\n')}\n`);
    const leaky = await rehearse();

    expect(off).toMatchObject({ exitCode: 0, outputs: { conclusion: 'neutral', verdict: 'off' } });
    expect(leaky).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failure', verdict: 'fail' } });
    expect((await job.state()).trainingJobs).toEqual([]);
  });

  it('that holds copies of held-out rows under new ids is refused, unless the base allows as many', async () => {
    // Eight rows look like held-out ones by chance.
    const allow = (share: string) => `version: 1\nduplicates: { max-held-out-share: ${share} }\n`;
    const copies = read('data/test.csv').trim().split('\n').slice(1, 8);
    write('data/train.csv', `${read('data/train.csv').trim()}\n${copies.map((row) => `copy-${row}\n`).join('')}`);
    for (const folder of ['', '.mlops/base/'])
      job.edit(`${folder}mlops.yml`, 'data:', 'data:\n  schema: data/schema.yml');
    write('.mlops/base/data/schema.yml', allow('0'));
    write('data/schema.yml', allow('0.1'));
    const refused = await rehearse();
    write('.mlops/base/data/schema.yml', allow('0.1'));
    const judged = await rehearse();

    expect(refused.outputs).toMatchObject({ conclusion: 'failure', verdict: 'fail' });
    expect(reportOf(refused).findings).toMatchObject([{ code: 'TEST_ROWS_IN_TRAINING', severity: 'error', count: 15 }]);
    expect(judged.outputs['verdict']).not.toBe('fail');
    expect(reportOf(judged).findings).toContainEqual(
      expect.objectContaining({ code: 'TEST_ROWS_IN_TRAINING', severity: 'warning', count: 15 }),
    );
  });

  it.each([
    ['a pointer of DVC', () => rmSync(join(job.workspace, 'data/train.csv')), 'data/train.csv.dvc', 'outs: []\n'],
    ['a pointer of Git LFS', () => undefined, 'data/train.csv', 'version https://git-lfs.github.com/spec/v1\n'],
  ])('of which there is only %s is neutral, and no pass', async (_what, before, path, text) => {
    before();
    write(path, text);
    const step = await rehearse();

    expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'neutral', verdict: 'incomplete' } });
    expect(reportOf(step).rehearsal?.notEvaluated).toMatch(
      /^data not readable here: of data\/train\.csv there is only/,
    );
    expect(step.summary).toContain('Not evaluated');
    expect(step.summary).not.toContain('✅');
    expect((await job.state()).trainingJobs).toEqual([]);
  });

  it('that is one table is parted by the rule of each commit and judged on the part of the base', async () => {
    for (const folder of ['.', '.mlops/base']) {
      const table = ['train', 'test'].map((name) => read(`${folder}/data/${name}.csv`).trim().split('\n'));
      write(`${folder}/data/all.csv`, `${[...(table[0] ?? []), ...(table[1] ?? []).slice(1)].join('\n')}\n`);
      job.edit(
        `${folder}/mlops.yml`,
        '  channels: { train: data/train.csv }\n  held-out: data/test.csv\n',
        '  table: data/all.csv\n',
      );
    }
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.52');
    const step = await rehearse();

    expect(step.outputs).toMatchObject({ conclusion: 'success', verdict: 'pass' });
    expect(reportOf(step).verdict.heldOut.rows).toBeGreaterThan(80);
  });
});

describe('a model that the base does not have', () => {
  it('is judged by its own gates, without a champion, and that is said', async () => {
    const step = await rehearse({ 'base-config': '' });

    expect(step.outputs).toMatchObject({ conclusion: 'success', verdict: 'pass', 'rules-changed': 'true' });
    expect(reportOf(step).verdict).toMatchObject({ championLevel: 'D' });
    expect(step.summary).not.toContain('rules of the base');
    expect(reportOf(step).rehearsal).toMatchObject({
      isNew: true,
      rules: [{ text: expect.stringContaining('the model is new') }],
    });
  });
});

describe('a base that cannot be read', () => {
  it('is neutral with the reason: the gates of the head do not judge in its place', async () => {
    job.edit('.mlops/base/mlops.yml', 'task: binary', 'task: binry');
    const step = await rehearse();

    expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'neutral', verdict: 'incomplete' } });
    expect(reportOf(step).rehearsal?.notEvaluated).toMatch(/^the mlops\.yml of the base cannot be read: mlops\.yml:3 /);
    expect(step.summary).toContain('⚪ Not evaluated');
    expect((await job.state()).trainingJobs).toEqual([]);
  });
});

describe('a model in a folder of its own', () => {
  it('is compared with the same model of the base, and its files are named as the repository names them', async () => {
    const all = readdirSync(job.workspace).filter((name) => name !== '.mlops');
    for (const root of ['.', '.mlops/base']) {
      const folder = join(job.workspace, root, 'models/x');
      mkdirSync(folder, { recursive: true });
      for (const name of all) renameSync(join(job.workspace, root, name), join(folder, name));
    }
    job.edit('models/x/mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.9');
    write(
      'models/x/model/validate.py',
      'def score(model_dir, rows):\n    raise ValueError("the scorer of the head")\n',
    );
    const step = await rehearse({ config: 'models/x/mlops.yml', 'base-config': 'models/x/mlops.yml' });

    expect(step.outputs).toMatchObject({ conclusion: 'failure', verdict: 'fail' });
    expect(reportOf(step).rehearsal?.rules).toMatchObject([{ what: 'scorer', file: 'models/x/model/validate.py' }]);
    expect(step.annotations.join('\n')).toContain('file=models/x/mlops.yml,line=15');
  });
});

describe('a rehearsal that is cancelled', () => {
  it('stops its training job, and the post step finds nothing running', async () => {
    job.edit('mlops.yml', '{ cut: 0.5 }', '{ cut: 0.5, wait: true }');
    const inputs = { 'base-config': 'mlops.yml', 'head-sha': HEAD, 'base-sha': BASE };
    const main = await job.step(ACTION, { inputs, signals: [{ after: 'waiting for a signal', signal: 'SIGKILL' }] });
    const post = await job.step(ACTION, { inputs, state: main.state });

    expect(main.signal).toBe('SIGKILL');
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/The training job threshold-[0-9a-f]{12} was still running and has been stopped\./);
  });
});

it('names every input that is wrong or missing at once', async () => {
  const wrong = await job.step(ACTION, {
    inputs: { 'head-sha': 'main', 'max-runtime': 'long', 'changed-files': '{}' },
  });
  const missing = await job.step(ACTION);

  for (const input of ['head-sha', 'max-runtime', 'changed-files'])
    expect(wrong.annotations[0]).toContain(`%0A  ${input}: expected `);
  for (const input of ['head-sha', 'base-sha']) expect(missing.annotations[0]).toContain(`%0A  ${input}: This input`);
});

describe('a change that is not to be trained', () => {
  it('is refused all the same when its training data holds held-out rows of the base', async () => {
    const [header, ...rows] = read('data/test.csv').trim().split('\n');
    write('data/train.csv', `${read('data/train.csv').trim()}\n${rows.slice(0, 7).join('\n')}\n`);
    write('data/test.csv', `${[header, ...rows.slice(7)].join('\n')}\n`);
    const step = await rehearse({ train: 'false' });

    expect(step).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failure', verdict: 'fail' } });
    expect(reportOf(step).findings).toMatchObject([{ code: 'TEST_ROWS_IN_TRAINING' }]);
  });

  it('is neutral without any, and nothing runs', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.9');
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.1');
    const step = await rehearse({ train: 'false' });

    expect(step).toMatchObject({ exitCode: 0, outputs: { conclusion: 'neutral', verdict: 'incomplete' } });
    expect(step.outputs['rules-changed']).toBe('true');
    expect(step.summary).toContain('easier to pass');
    expect(step.summary).toContain('⚪ Not evaluated');
    expect(await job.state()).toMatchObject({ trainingJobs: [], processingJobs: [] });
  });
});

it('trains both with the time that was given', async () => {
  job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.52');
  await rehearse({ 'max-runtime': '7m' });

  expect(await job.state()).toMatchObject({
    trainingJobs: [
      { StoppingCondition: { MaxRuntimeInSeconds: 420 } },
      { StoppingCondition: { MaxRuntimeInSeconds: 420 } },
    ],
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Report } from '@mlops-actions/core';
import { aReport } from '../../../packages/core/test/report/a-report.ts';
import { compiled } from '../../../test/bundles/compiled.ts';
import { runStep } from '../../../test/bundles/runner.ts';
import { type GitHubDouble, gitHubDouble, OURSELVES, TOKEN } from '../../../test/github/double.ts';

const MAIN = compiled('actions/comment-report/dist/index.js');
const HEAD = '1'.repeat(40);
const BASE = 'b'.repeat(40);
const LATER = '2'.repeat(40);

const aRehearsal = (overrides: Partial<Report> = {}): Report =>
  aReport({
    ...overrides,
    rehearsal: { head: HEAD, base: BASE, changedFiles: ['model/train.py'], rules: [], ...overrides.rehearsal },
  });

let workspace: string;
let github: GitHubDouble;
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'mlops-comment-'));
  github = await gitHubDouble();
  github.pulls.push({ number: 7, repository: 'acme/models', branch: 'better', headSha: HEAD, baseSha: BASE });
});
afterEach(async () => {
  await github[Symbol.asyncDispose]();
  rmSync(workspace, { recursive: true });
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
};
const report = (value: Report, folder = 'mlops-report-churn') =>
  write(`reports/${folder}/report.json`, JSON.stringify(value));

const comment = (inputs: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) =>
  runStep({
    main: MAIN,
    workspace,
    environment: { GITHUB_API_URL: github.url, GITHUB_GRAPHQL_URL: `${github.url}/graphql`, ...environment },
    inputs: {
      token: TOKEN,
      'head-sha': HEAD,
      'head-branch': 'better',
      'head-repository': 'acme/models',
      'run-id': '4711',
      ...inputs,
    },
  });

describe('the comment on a pull request', () => {
  it('is made once, left alone while it says the same, and edited when it does not', async () => {
    report(aRehearsal());
    const first = await comment();
    const second = await comment();
    report(aRehearsal({ judgedBefore: 3, slices: [] }));
    const third = await comment();

    expect([first, second, third].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect([first, second, third].map(({ outputs }) => outputs['outcome'])).toEqual(['created', 'unchanged', 'edited']);
    expect(first.outputs).toMatchObject({ 'pull-request': '7', reports: '1' });
    expect(github.effects).toEqual([
      'POST /repos/acme/models/issues/7/comments',
      'PATCH /repos/acme/models/issues/comments/100',
    ]);
    expect(github.comments[0]?.body).toMatch(
      /^<!-- mlops-actions comment key="mlops" head="1{40}" base="b{40}" models="[0-9a-f]{12}" -->\n### /,
    );
    expect(github.comments[0]?.body).toContain('https://github.com/acme/models/actions/runs/4711');
  });

  it('is found on a later page, and neither one of somebody else nor a hidden one is taken for it', async () => {
    report(aRehearsal());
    await comment();
    const [{ body = '' } = {}] = github.comments;
    const others = ['somebody', 'else', 'third'].map((author, index) => ({ id: 1 + index, number: 7, author, body }));
    github.comments.unshift(...others, { id: 9, number: 7, author: OURSELVES, body, minimized: true });
    report(aRehearsal({ slices: [] }));

    expect((await comment()).outputs['outcome']).toBe('edited');
    expect(github.effects.at(-1)).toBe('PATCH /repos/acme/models/issues/comments/100');
    expect(others.map((one) => one.body)).toEqual([body, body, body]);
  });

  it('is one for each key', async () => {
    report(aRehearsal());
    await comment();

    expect((await comment({ 'comment-key': 'nightly' })).outputs['outcome']).toBe('created');
    expect(github.comments).toHaveLength(2);
  });

  it('tells several models in one, the worst first', async () => {
    const refused = aRehearsal();
    report(aRehearsal(), 'a');
    report({ ...refused, verdict: { ...refused.verdict, model: 'price', verdict: 'fail' } }, 'b');

    expect((await comment()).outputs['reports']).toBe('2');
    const body = github.comments[0]?.body ?? '';
    expect(body.indexOf('`price`')).toBeLessThan(body.indexOf('\n---\n'));
    expect(body.match(/^### /gm)).toHaveLength(2);
  });

  it('stays below the limit of a comment, whatever twenty models have to say, and says how many are left out', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(300)}`);
    for (let index = 0; index < 20; index += 1)
      report(
        aRehearsal({
          rehearsal: {
            head: HEAD,
            base: BASE,
            changedFiles: many,
            rules: many.map((text) => ({ what: 'gates' as const, text, file: 'mlops.yml' })),
          },
        }),
        `m${index}`,
      );

    expect((await comment()).outputs['outcome']).toBe('created');
    expect(github.comments[0]?.body).toMatch(/\n\d+ more models are in the summary of the run\.\n$/);
  });
});

describe('a comment that is outdated', () => {
  beforeEach(async () => {
    report(aRehearsal());
    await comment();
    rmSync(join(workspace, 'reports'), { recursive: true });
  });

  it('is struck through once the head has moved on, and once only', async () => {
    (github.pulls[0] as { headSha: string }).headSha = LATER;

    expect((await comment({ 'head-sha': LATER })).outputs['outcome']).toBe('outdated');
    expect(github.comments[0]?.body).toContain('~~');
    expect(github.comments[0]?.body).toContain('it is about 1111111, and 2222222 is the newest commit');
    expect((await comment({ 'head-sha': LATER })).outputs['outcome']).toBe('unchanged');
  });

  it('is told nothing new by a run that ends after the head has moved on', async () => {
    (github.pulls[0] as { headSha: string }).headSha = LATER;
    report(aRehearsal({ judgedBefore: 9 }));

    expect((await comment()).outputs['outcome']).toBe('outdated');
    expect(github.comments[0]?.body).toContain('Outdated');
  });

  it('is struck through when the base is another one than was compared with', async () => {
    (github.pulls[0] as { baseSha: string }).baseSha = 'c'.repeat(40);
    report(aRehearsal());

    expect((await comment()).outputs['outcome']).toBe('edited');
    expect(github.comments[0]?.body).toContain('the base has changed since');
  });

  it('is left alone by a second run of the same commit that has no report', async () => {
    expect((await comment()).outputs['outcome']).toBe('nothing-to-say');
    expect(github.comments[0]?.body).not.toContain('Outdated');
  });
});

describe('after a training on the base', () => {
  const NEWER = 'c'.repeat(40);
  const training = (verdict: Report['verdict']['verdict'], model = 'churn') => {
    const { rehearsal: _none, ...rest } = aRehearsal();
    report({ ...rest, verdict: { ...rest.verdict, model, verdict } }, 'mlops-report-0123');
  };
  const trained = (newest = NEWER, sha = NEWER) =>
    comment({ task: 'outdate', 'head-sha': sha, 'base-branch': 'main' }, { GITHUB_SHA: newest });
  const body = () => github.comments[0]?.body ?? '';
  beforeEach(async () => {
    const { verdict } = aRehearsal();
    report({ ...aRehearsal(), verdict: { ...verdict, model: 'churn' } });
    await comment();
    rmSync(join(workspace, 'reports'), { recursive: true });
  });

  it('a comment that compared with the model before is struck through, once', async () => {
    training('pass');
    const first = await trained();
    const second = await trained();

    expect(first.outputs).toMatchObject({ outcome: 'outdated', 'pull-requests': '7', reports: '1' });
    expect(body()).toContain('the base has another model since ccccccc, and this compared with bbbbbbb');
    expect(body()).toMatch(
      /^<!-- mlops-actions comment key="mlops" head="1{40}" base="b{40}" models="[0-9a-f]{12}" -->\n/,
    );
    expect(second.outputs).toMatchObject({ outcome: 'nothing-to-say', 'pull-requests': '' });
  });

  it.each<readonly [string, () => void, string, string]>([
    ['the training came to the very model that there was', () => training('identical'), NEWER, NEWER],
    ['it was of another model', () => training('pass', 'price'), NEWER, NEWER],
    ['it has kept no report', () => undefined, NEWER, NEWER],
    ['it was compared with what has been trained', () => training('pass'), NEWER, BASE],
    ['it was compared with something newer already', () => training('pass'), BASE, NEWER],
    ['the pull request goes into another branch', () => intoAnother(), NEWER, NEWER],
  ])('it is left alone when %s', async (_why, before, newest, sha) => {
    before();
    const { outputs } = await trained(newest, sha);

    expect(outputs['outcome']).toBe('nothing-to-say');
    expect(body()).not.toContain('Outdated');
  });
  const intoAnother = () => {
    training('pass');
    const [pull] = github.pulls;
    if (pull !== undefined) github.pulls.splice(0, 1, { ...pull, into: 'release' });
  };

  it('every open pull request is looked at, also beyond the first hundred', async () => {
    training('pass');
    const [pull] = github.pulls;
    const others = Array.from(
      { length: 100 },
      (_, index) => ({ ...pull, number: 100 + index }) as (typeof github.pulls)[0],
    );
    github.pulls.unshift(...others);

    expect((await trained()).outputs['pull-requests']).toBe('7');
  });
});

describe('the reports of a run', () => {
  const measured = () => comment({ task: 'measure' });
  const keep = (count: number, bytes: number, name = 'mlops-report-') =>
    github.artifacts.push(
      ...Array.from({ length: count }, (_, index) => ({ run: 4711, id: 900 + index, name: `${name}${index}`, bytes })),
    );

  it('are downloaded when they are few and small, whatever else the run has kept', async () => {
    keep(120, 1_000_000_000, 'a-');
    keep(2, 100_000);

    expect((await measured()).outputs['download']).toBe('true');
  });

  it.each<readonly [string, () => void]>([
    ['there is none', () => keep(2, 1, 'records-')],
    ['they are of another run', () => github.artifacts.push({ run: 1, id: 1, name: 'mlops-report-a', bytes: 1 })],
    ['they are too many', () => keep(21, 1)],
    ['they are too large together', () => keep(11, 1_000_000)],
    ['GitHub cannot be asked', () => github.next('refused', 'refused', 'refused', 'refused')],
  ])('are not downloaded when %s', async (_why, before) => {
    before();
    const { exitCode, outputs } = await measured();

    expect({ exitCode, download: outputs['download'] }).toEqual({ exitCode: 0, download: 'false' });
  });

  it('are linked to by what the API lists; a report of another name by its run only', async () => {
    github.artifacts.push({ run: 4711, id: 55, name: 'mlops-report-churn', bytes: 1 });
    report(aRehearsal(), 'mlops-report-churn');
    report(aRehearsal(), 'mlops-report-](https:evil');
    await comment();
    const body = github.comments[0]?.body ?? '';

    expect(body.match(/\[full report\]\(([^)]*)\)/g)).toEqual([
      '[full report](https://github.com/acme/models/actions/runs/4711/artifacts/55)',
    ]);
    expect(body.match(/\[run\]/g)).toHaveLength(2);
    expect(body).not.toContain('evil');
  });
});

describe('reports of models that were not evaluated', () => {
  it('come together in one artifact, and each is shown and linked to it', async () => {
    github.artifacts.push({ run: 4711, id: 56, name: 'mlops-report-not_evaluated', bytes: 1 });
    const { rehearsal, ...judged } = aRehearsal();
    const unjudged = { ...judged, rehearsal: { ...rehearsal, notEvaluated: 'data not readable here' } } as Report;
    report(unjudged, 'mlops-report-not_evaluated/churn');
    report(unjudged, 'mlops-report-not_evaluated/price');

    expect((await comment()).outputs['reports']).toBe('2');
    expect(github.comments[0]?.body.match(/Not evaluated.*data not readable here/g)).toHaveLength(2);
    expect(github.comments[0]?.body.match(/runs\/4711\/artifacts\/56/g)).toHaveLength(2);
  });
});

describe('what a stranger sends', () => {
  const nothingPosted = () => expect(github.effects).toEqual([]);

  it.each<readonly [string, (text: string) => string, string]>([
    ['another schema', (text) => text.replace('report-v1', 'report-v9'), 'expected .*report-v1'],
    ['the number of a pull request', (text) => text.replace('{', '{"pull_request":1,'), 'pull_request'],
    ['no JSON', () => '@everyone', 'no JSON'],
    ['more than it may hold', (text) => `${text}${' '.repeat(2_000_000)}`, 'at most 2000000 are read'],
    ['another commit', (text) => text.replaceAll(HEAD, LATER), 'about another commit'],
  ])('is not shown with %s', async (_what, change, reason) => {
    write('reports/a/report.json', change(JSON.stringify(aRehearsal())));
    const { exitCode, outputs, annotations } = await comment();

    expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { outcome: 'nothing-to-say', reports: '0' } });
    expect(annotations.join('\n')).toMatch(new RegExp(`::warning::A report is not shown\\. .*${reason}`));
    nothingPosted();
  });

  it('is not looked for behind a link, in deeper folders or under another name', async () => {
    const text = JSON.stringify(aRehearsal());
    write('outside/report.json', text);
    write('reports/a/b/c/report.json', text);
    write('reports/c/Report.json', text);
    mkdirSync(join(workspace, 'reports/d'));
    symlinkSync(join(workspace, 'outside/report.json'), join(workspace, 'reports/d/report.json'));
    symlinkSync(join(workspace, 'outside'), join(workspace, 'reports/e'));

    expect((await comment()).outputs['reports']).toBe('0');
    nothingPosted();
  });

  it('mentions nobody, links nowhere and ends no marker', async () => {
    const evil =
      '--> @acme/owners <img src=x onerror=alert(1)> [click](https://evil.example) #1 `](http://evil.example)';
    report(
      aRehearsal({
        rehearsal: {
          head: HEAD,
          base: BASE,
          changedFiles: [evil],
          rules: [{ what: 'gates', text: evil, file: evil, loosens: true }],
        },
        slices: [{ rule: evil, name: evil, rows: 5, metric: 'f1', candidate: { value: 0.1 } }],
      }),
    );

    expect((await comment()).outputs['outcome']).toBe('created');
    const body = github.comments[0]?.body ?? '';
    expect(body).toMatch(
      /^<!-- mlops-actions comment key="mlops" head="1{40}" base="b{40}" models="[0-9a-f]{12}" -->\n/,
    );
    // In code nothing comes alive.
    const text = body
      .replaceAll('\\`', '')
      .replaceAll(/(`+).*?\1/g, '')
      .replace(/^<!--.*-->/, '');
    expect(text).not.toMatch(/@acme|<img|-->|(?<!\\)\]\(https?:\/\/evil|(?<!\u200B)#1/);
    expect(text).toContain('@\u200Bacme/owners');
  });

  it('decides nothing about where it is posted: a fork with the same branch is another one', async () => {
    github.pulls.push({ number: 8, repository: 'somebody/models', branch: 'better', headSha: HEAD, baseSha: BASE });
    report(aRehearsal());

    expect((await comment({ 'head-repository': 'somebody/models' })).outputs['pull-request']).toBe('8');
    expect((await comment({ 'head-repository': 'else/models' })).outputs['outcome']).toBe('no-pull-request');
  });
});

describe('a comment that fails', () => {
  beforeEach(() => report(aRehearsal()));

  it('is tried again after an answer that was lost, and there is still one', async () => {
    github.next('done', 'refused', 'done', 'done', 'lost');
    const { outputs } = await comment();

    expect(outputs['outcome']).toBe('unchanged');
    expect(github.comments).toHaveLength(1);
  });

  it('is a warning, and no failure', async () => {
    const { exitCode, outputs, annotations } = await comment({ token: 'token-without-rights' });

    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'failed' });
    expect(annotations.at(-1)).toMatch(/^::warning::The pull request was not told: .*Bad credentials/);
  });

  it('shows the token nowhere', async () => {
    const { log } = await comment();

    expect(log.split('\n').filter((line) => line.includes(TOKEN))).toEqual([`::add-mask::${TOKEN}`]);
  });
});

it('names every input that is missing at once', async () => {
  const step = await runStep({ main: MAIN, workspace });

  expect(step.exitCode).toBe(1);
  for (const input of ['token', 'head-sha', 'head-branch', 'head-repository'])
    expect(step.annotations[0]).toContain(`%0A  ${input}: This input is needed`);
});

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubDouble, gitHubDouble, TOKEN } from '../github/double.ts';
import type { Consumer } from './act/consumer.ts';
import { type Commits, type Event, pullRequest, trained, workflowRun } from './act/events.ts';
import type { Run } from './act/run-act.ts';
import { show } from './act/show.ts';
import { thresholdConsumer } from './threshold.ts';

// A stranger's repository with the two starter workflows of a pull request. A change to its model is somebody's pull request.
let consumer: Consumer;
let github: GitHubDouble;
let base: string;
beforeAll(async () => {
  consumer = thresholdConsumer(['validate-pr', 'pr-comment']);
  consumer.edit('mlops.yml', 'cut: 0.5', 'cut: 0.5, noise: 0.3');
  base = consumer.commit();
  github = await gitHubDouble('acme/model');
});
afterAll(async () => {
  await github[Symbol.asyncDispose]();
  consumer.end();
});
beforeEach(() => {
  consumer.restore(base);
  rmSync(artifacts(), { recursive: true, force: true });
});

const artifacts = () => join(consumer.shared, 'artifacts');
const artifact = (name: string) => join(artifacts(), 'mlops-report-threshold', name);
const html = () => readFileSync(artifact('report.html'), 'utf8');
const file = (path: string) => readFileSync(join(consumer.repository, path), 'utf8');
const complaint = ({ exitCode, text }: Run) => (exitCode === 0 ? '' : text);

/** Judges what has been changed, then tells the pull request about it. */
async function judged(from: 'branch' | 'fork' = 'branch', onto = base) {
  const commits = { base: onto, head: consumer.commit() };
  const run = await consumer.run('validate-pr.yml', pullRequest(from, commits));
  const told = await tell(from, commits);
  return { commits, run, told };
}

async function tell(
  from: 'branch' | 'fork',
  commits: Commits,
  action: 'requested' | 'completed' = 'completed',
  bytes = 100_000,
) {
  const { head, base: baseSha } = commits;
  const repository = from === 'fork' ? 'somebody/model' : 'acme/model';
  github.pulls.splice(0, Infinity, { number: 7, repository, branch: 'better-model', headSha: head, baseSha });
  keepArtifacts(4711, bytes);
  return react(workflowRun(from, action, commits));
}

/** The API lists what lies in the folder of artifacts. */
function keepArtifacts(run: number, bytes: number): void {
  const kept = existsSync(artifacts()) ? readdirSync(artifacts()) : [];
  github.artifacts.splice(0, Infinity, ...kept.map((name, index) => ({ run, id: 900 + index, name, bytes })));
}

const react = (event: Event) =>
  consumer.run('pr-comment.yml', event, {
    secrets: { GITHUB_TOKEN: TOKEN },
    environment: { GITHUB_API_URL: github.url, GITHUB_GRAPHQL_URL: `${github.url}/graphql` },
  });
const comment = () => github.comments.at(-1)?.body ?? '';

describe('a pull request', () => {
  beforeAll(() => void github.comments.splice(0));

  test('that changes no model is green, runs nothing and says nothing', async () => {
    consumer.write('README.md', 'Read me.\n');
    const { run, told } = await judged();

    expect(complaint(run)).toBe('');
    expect(run.jobs).toEqual({ changed: 'success', verdict: 'success' });
    expect(run.summaries.join('\n')).toContain('No model changed');
    expect(told.outputs['comment.outcome']).toBe('nothing-to-say');
    expect(github.comments).toEqual([]);
  });

  test('that improves the model passes, and is told so in one comment', async () => {
    consumer.edit('mlops.yml', ', noise: 0.3', '');
    const { run, told, commits } = await judged();
    show('a pull request that changes a model, by the template validate-pr', run);

    expect(complaint(run)).toBe('');
    expect(run.jobs).toMatchObject({ tests: 'success', data: 'success', rehearsal: 'success', verdict: 'success' });
    expect(run.outputs).toMatchObject({ 'rehearsal.conclusion': 'success', 'rehearsal.verdict': 'pass' });
    expect(complaint(told)).toBe('');
    expect(github.effects).toEqual(['POST /repos/acme/model/issues/7/comments']);
    expect(comment().split('\n').slice(0, 4).join('\n')).toMatch(
      /^<!-- .* -->\n### ✅ .*\n\*\*Changed:\*\* `mlops\.yml`.*\n\*\*Deciding:\*\* /,
    );
    expect(comment()).toContain(`\`${commits.head.slice(0, 7)}\``);
    process.stdout.write(`\n──── the comment ────\n\n${comment()}\n`);
  });

  test('is told anew in the same comment, which is struck through while a newer commit is judged', async () => {
    consumer.edit('mlops.yml', 'noise: 0.3', 'noise: 0.1');
    const head = consumer.commit();
    const begun = await tell('branch', { head, base }, 'requested');
    const outdated = comment();
    const { run } = await judged();

    expect(complaint(begun)).toBe('');
    expect(outdated).toContain('Outdated');
    expect(complaint(run)).toBe('');
    expect(github.comments).toHaveLength(1);
    expect(comment()).not.toContain('Outdated');
    copyFileSync(artifact('report.json'), join(consumer.shared, 'told-report.json'));
  });

  test('has its comment struck through after a training on the base that came to another model', async () => {
    keepTraining();
    keepArtifacts(4712, 100_000);
    const newer = 'c'.repeat(40);
    const ran = await react(trained(newer));

    expect(complaint(ran)).toBe('');
    expect(ran.jobs).toMatchObject({ outdate: 'success' });
    expect(ran.outputs).toMatchObject({ 'comments.pull-requests': '7' });
    expect(comment()).toContain('the base has another model since ccccccc');
    expect(github.comments).toHaveLength(1);
  });

  test('that loosens its own gate is judged by those of the base, and the comment says so', async () => {
    consumer.edit('mlops.yml', 'noise: 0.3', 'noise: 0.9');
    consumer.edit('mlops.yml', 'margin: 0.01', 'margin: 0.9');
    const { run } = await judged();

    expect(run.exitCode).not.toBe(0);
    expect(run.jobs).toMatchObject({ rehearsal: 'failure', verdict: 'failure' });
    expect(run.outputs).toMatchObject({ 'rehearsal.verdict': 'fail', 'rehearsal.rules-changed': 'true' });
    expect(comment()).toContain('❌');
    expect(comment()).toContain('makes the judging easier');
    expect(comment()).toContain('margin 0.01 becomes 0.9');
  });

  test('that edits the scorer to cheat is scored by the one of the base', async () => {
    consumer.edit('mlops.yml', 'noise: 0.3', 'noise: 0.9');
    consumer.write('model/validate.py', 'def score(model_dir, rows):\n    raise SystemExit("scored by the head")\n');
    const { run } = await judged();

    expect(run.text).not.toContain('scored by the head');
    expect(run.outputs).toMatchObject({ 'rehearsal.verdict': 'fail', 'rehearsal.rules-changed': 'true' });
    expect(comment()).toContain('the scorer model/validate.py is another one');
  });

  test('that trains on held-out rows is refused, with the rows counted', async () => {
    const [header, ...rows] = file('data/test.csv').trim().split('\n');
    consumer.write('data/train.csv', `${file('data/train.csv').trim()}\n${rows.slice(0, 7).join('\n')}\n`);
    consumer.write('data/test.csv', `${[header, ...rows.slice(7)].join('\n')}\n`);
    const { run } = await judged();

    expect(run.jobs).toMatchObject({ rehearsal: 'failure', verdict: 'failure' });
    expect(html()).toContain('TEST_ROWS_IN_TRAINING');
    expect(comment()).toMatch(/TEST_ROWS_IN_TRAINING|7 of/);
  });

  test('that trains on held-out rows is refused where nothing is rehearsed, too', async () => {
    consumer.edit('.github/workflows/validate-pr.yml', 'rehearsal: true', 'rehearsal: false');
    const [header, ...rows] = file('data/test.csv').trim().split('\n');
    const train = file('data/train.csv').trim();
    consumer.write('data/test.csv', `${[header, ...rows.slice(7)].join('\n')}\n`);
    const harmless = await consumer.run('validate-pr.yml', pullRequest('branch', { base, head: consumer.commit() }));
    consumer.write('data/train.csv', `${train}\n${rows.slice(0, 7).join('\n')}\n`);
    const leaking = await consumer.run('validate-pr.yml', pullRequest('branch', { base, head: consumer.commit() }));

    expect(complaint(harmless)).toBe('');
    expect(harmless.jobs).toMatchObject({ data: 'success', verdict: 'success' });
    expect(leaking.jobs).toMatchObject({ data: 'failure', verdict: 'failure' });
    expect(leaking.text).toContain('TEST_ROWS_IN_TRAINING');
  });

  test('that gives the model another name at another place is judged by the gates of its base all the same', async () => {
    consumer.edit('mlops.yml', 'noise: 0.3', 'noise: 0.9');
    consumer.edit('mlops.yml', 'margin: 0.01', 'margin: 0.9');
    consumer.edit('mlops.yml', 'model: threshold', 'model: better');
    renameSync(join(consumer.repository, 'mlops.yml'), join(consumer.repository, 'mlops.better.yml'));
    const { run } = await judged();

    expect(run.jobs).toMatchObject({ rehearsal: 'failure', verdict: 'failure' });
    expect(run.outputs).toMatchObject({ 'rehearsal.verdict': 'fail', 'rehearsal.rules-changed': 'true' });
    expect(run.summaries.join('\n')).toContain('it was threshold in mlops.yml before');
    expect(comment()).toContain('margin 0.01 becomes 0.9');
  });
});

describe('a pull request that cannot be judged', () => {
  beforeAll(() => void github.comments.splice(0));
  const pointer = 'outs: [{ path: train.csv, md5: 0123456789abcdef0123456789abcdef }]\n';

  test('since its data is out of reach has no job that is green for it, and the comment says why', async () => {
    rmSync(join(consumer.repository, 'data/train.csv'));
    consumer.write('data/train.csv.dvc', pointer);
    const { run, told } = await judged();
    show('a pull request whose data is out of reach', run);

    expect(complaint(run)).toBe('');
    expect(complaint(told)).toBe('');
    expect(run.jobs).toEqual({ changed: 'success', tests: 'success' });
    expect(run.summaries.join('\n')).toContain('**Not evaluated:** `threshold`. This is no pass');
    expect(comment()).toContain('Not evaluated');
    expect(comment()).toContain('data/train.csv.dvc');
    expect(comment()).not.toContain('✅ Passed');
  });

  test('in one of its models is green for the other, and names the one', async () => {
    consumer.edit('mlops.yml', ', noise: 0.3', '');
    const second = file('mlops.yml').replace('model: threshold', 'model: second').replace('data/train', 'far/train');
    consumer.write('mlops.second.yml', second);
    consumer.write('far/train.csv.dvc', pointer);
    const { run } = await judged();

    expect(complaint(run)).toBe('');
    expect(run.jobs).toMatchObject({ tests: 'success', data: 'success', rehearsal: 'success', verdict: 'success' });
    expect(run.outputs).toMatchObject({ 'rehearsal.verdict': 'pass' });
    expect(run.summaries.at(-1)).toContain('**Not evaluated:** second. This is no pass');
    expect(comment()).toContain('✅ Passed');
    expect(comment()).toMatch(/⚪ Not evaluated.*`second`/);
  });

  test('since the mlops.yml of its base has mistakes has its data checked, and no verdict', async () => {
    consumer.edit('mlops.yml', 'task: binary', 'task: binry');
    const broken = consumer.commit();
    consumer.edit('mlops.yml', 'task: binry', 'task: binary');
    const { run } = await judged('branch', broken);

    expect(complaint(run)).toBe('');
    expect(run.jobs).toEqual({ changed: 'success', tests: 'success', data: 'success' });
    expect(comment()).toContain('the mlops.yml of the base cannot be read');
  });
});

describe('a pull request from a fork', () => {
  beforeAll(() => void github.comments.splice(0));

  test('is judged by jobs that see no secret and no token, and told by a run that has one', async () => {
    consumer.edit('mlops.yml', 'cut: 0.5', 'cut: 0.52');
    // Code of the pull request writes down what it could have sent away.
    consumer.write('model/train.py', `${spy(join(consumer.shared, 'seen'))}${file('model/train.py')}`);
    const { run, told } = await judged('fork');
    const seen = readFileSync(join(consumer.shared, 'seen'), 'utf8');

    expect(complaint(run)).toBe('');
    expect(complaint(told)).toBe('');
    expect(seen).toContain('PATH=');
    expect(seen).not.toMatch(/TOKEN|SECRET|ACTIONS_|token-that-may-comment/);
    expect(github.comments).toMatchObject([{ number: 7 }]);
    copyFileSync(artifact('report.json'), join(consumer.shared, 'last-report.json'));
  });

  test.each<readonly [string, (text: string) => string]>([
    ['names another pull request', (text) => text.replace('{', '{"number":1,')],
    ['has another schema', (text) => text.replace('report-v1', 'report-v2')],
    ['is larger than a report may be', (text) => `${text}${' '.repeat(3_000_000)}`],
  ])('whose artifact %s is not shown', async (_what, change) => {
    const head = consumer.commit();
    const text = hostile(head);
    mkdirSync(join(artifacts(), 'mlops-report-threshold'), { recursive: true });
    writeFileSync(artifact('report.json'), change(text));
    const told = await tell('fork', { head, base });

    expect(told.exitCode).toBe(0);
    expect(told.text).toContain('A report is not shown.');
    expect(comment()).toContain('Outdated');
    expect(comment()).not.toContain('acme/owners');
  });

  test('whose artifacts are too large has none of them downloaded', async () => {
    const head = consumer.commit();
    mkdirSync(join(artifacts(), 'mlops-report-threshold'), { recursive: true });
    writeFileSync(artifact('report.json'), hostile(head));
    const ran = await tell('fork', { head, base }, 'completed', 11_000_000);

    expect(complaint(ran)).toBe('');
    expect(ran.text).toContain('at most 10000000 are downloaded');
    expect(ran.outputs).toMatchObject({ 'reports.download': 'false', 'comment.reports': '0' });
  });

  test('whose artifact mentions people and links away can do neither', async () => {
    const head = consumer.commit();
    mkdirSync(join(artifacts(), 'mlops-report-threshold'), { recursive: true });
    writeFileSync(artifact('report.json'), hostile(head));
    const told = await tell('fork', { head, base });
    const shown = comment()
      .replaceAll(/(`+).*?\1/g, '')
      .replace(/^<!--.*-->/, '');

    expect(told.outputs['comment.outcome']).toBe('edited');
    expect(shown).not.toMatch(/@acme\/owners|<img|\]\(https:\/\/evil/);
    expect(comment()).toContain('acme/owners');
  });
});

/** What train.yml keeps of a training, made of the last report of the pull request. */
function keepTraining(): void {
  const folder = join(artifacts(), 'mlops-report-0123');
  const { rehearsal: _none, ...report } = JSON.parse(readFileSync(join(consumer.shared, 'told-report.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
}

/** A report that is ours but for what stands in it. */
function hostile(head: string): string {
  const report = JSON.parse(readFileSync(join(consumer.shared, 'last-report.json'), 'utf8'));
  const evil = '@acme/owners <img src=x> [click](https://evil.example)';
  const rules = [{ what: 'gates', text: evil, file: evil, loosens: true }];
  return JSON.stringify({ ...report, rehearsal: { ...report.rehearsal, head, base, changedFiles: [evil], rules } });
}

const spy = (target: string) => `import os
from pathlib import Path

Path(${JSON.stringify(target)}).write_text("\\n".join(f"{name}={value}" for name, value in os.environ.items()))
`;

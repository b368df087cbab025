import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';
import { THRESHOLD_DATA } from '../../../test/bundles/threshold-data.ts';

const ACTION = 'actions/validate-data';
const PLAIN = THRESHOLD_DATA;

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

describe('the action validate-data', () => {
  it('gives the same digests for a file and for plain inputs, and sends nothing twice', async () => {
    const file = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });
    const plain = await job.step(ACTION, { inputs: PLAIN });

    expect(file).toMatchObject({
      exitCode: 0,
      annotations: [
        '::notice title=ROWS_DUPLICATED in train,file=data/train.csv,line=60::4 of 200 rows repeat an earlier row exactly.',
        '::notice title=TEST_ROWS_IN_TRAINING in train,file=data/train.csv,line=27::8 of its rows equal held-out rows in all shared columns but the id, 8 of all 400 (2 %25); repeats within training explain up to 42.',
      ],
    });
    expect(file.outputs).toEqual({
      outcome: 'valid',
      findings: '2',
      'findings-file': expect.stringMatching(/findings\/sha256-[0-9a-f]{64}\.jsonl$/),
      'profile-file': expect.stringMatching(/profiles\/sha256-[0-9a-f]{64}\.json$/),
      'schema-file': '',
      'data-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      channels: expect.stringMatching(/^\{"train":"[0-9a-f]{64}"\}$/),
      'held-out-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      'held-out-rows': '400',
    });
    expect(plain.outputs).toEqual(file.outputs);
    expect(plain.log).toContain('unchanged');
  });

  it('shows the data first, then, on a pull request, what a merge would run and how the file is understood', async () => {
    const inputs = { config: 'mlops.yml' };
    const { summary } = await job.step(ACTION, { inputs, environment: { GITHUB_EVENT_NAME: 'pull_request' } });
    const pushed = await job.step(ACTION, { inputs, environment: { GITHUB_EVENT_NAME: 'push' } });

    expect(summary).toMatch(/^## ✅ The data of `threshold` can be used: 400 rows are held out, 2 findings\n/);
    expect(summary).toMatch(/\| `train` \| `data\/train\.csv` \| \d+ \| [\d,]+ \| `sha256:[0-9a-f]{64}` \|/);
    expect(summary).toContain('### What a merge would run');
    expect(summary).toContain('- **Gates** `accuracy-floor` `accuracy` ≥ 0.6; `auc-champion` `roc-auc` not worse');
    expect(summary).toContain('<summary>mlops.yml as it is understood</summary>\n\n```yaml\nversion: 1');
    expect(pushed.summary).toContain('<summary>What this runs</summary>');
    expect(pushed.summary).not.toContain('merge');
  });

  it('says nothing of a plan when there is no file', async () => {
    const { summary } = await job.step(ACTION, { inputs: PLAIN });

    expect(summary).not.toContain('merge');
  });

  it('shows every problem of the data beside its line, relative to the workspace, and stores nothing', async () => {
    writeFileSync(join(job.workspace, 'data/test.csv'), 'id,x,label\n1,0.5,yes\n1,0.6,\n');
    const step = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });

    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { outcome: 'invalid', 'data-digest': '', 'profile-file': '', 'held-out-rows': '' },
    });
    expect(step.summary).toMatch(/^## ❌ The data of `threshold` is invalid: \d findings\n/);
    expect(step.annotations.filter((line) => line.startsWith('::error')).slice(0, 2)).toEqual([
      '::error title=DATA_INVALID,file=data/test.csv,line=3::label: 1 of 2 held-out rows have no label.',
      '::error title=DATA_INVALID,file=data/test.csv,line=3::id: 1 ids occur more than once, e.g. 1.',
    ]);
    expect(step.annotations.filter((line) => line.startsWith('::error'))).toHaveLength(3);
  });

  it('writes a first schema on demand, checks by it from then on, and never overwrites it', async () => {
    const first = await job.step(ACTION, { inputs: { ...PLAIN, suggest: 'true' } });
    const written = readFileSync(join(job.workspace, 'data/schema.yml'), 'utf8');
    job.edit('data/schema.yml', 'x: { type: number', 'x: { type: integer');
    const second = await job.step(ACTION, { inputs: { ...PLAIN, schema: 'data/schema.yml', suggest: 'true' } });

    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'valid', 'schema-file': 'data/schema.yml' } });
    expect(written).toContain('\nversion: 1\n');
    expect(second).toMatchObject({ exitCode: 1, outputs: { outcome: 'invalid' } });
    expect(second.annotations.find((line) => line.startsWith('::error'))).toMatch(
      /^::error title=DATA_INVALID,file=data\/train\.csv,line=2::x: \d+ of 200 values/,
    );
    expect(readFileSync(join(job.workspace, 'data/schema.yml'), 'utf8')).toContain('x: { type: integer');
  });

  it('shows mistakes of the schema beside their lines', async () => {
    writeFileSync(join(job.workspace, 'data/schema.yml'), 'version: 1\ncolumns:\n  x: { typ: number }\n');
    const step = await job.step(ACTION, { inputs: { ...PLAIN, schema: 'data/schema.yml' } });

    expect(step).toMatchObject({ exitCode: 1, outputs: {} });
    expect(step.annotations.join('\n')).toContain(
      'title=CONFIG_INVALID,file=data/schema.yml,line=3,col=8::columns.x.typ: There is no key "typ" here; did you mean "type"?',
    );
  });

  it('lets drift pass with a warning, and refuses it on demand', async () => {
    const rows = Array.from({ length: 400 }, (_, row) => `h${row},${5 + row / 400},${row % 2 === 0 ? 'yes' : 'no'}`);
    writeFileSync(join(job.workspace, 'data/test.csv'), ['id,x,label', ...rows, ''].join('\n'));
    const told = await job.step(ACTION, { inputs: PLAIN });
    const refused = await job.step(ACTION, { inputs: { ...PLAIN, drift: 'block' } });

    expect(told).toMatchObject({ exitCode: 0, outputs: { outcome: 'drifted', 'held-out-rows': '400' } });
    expect(told.annotations.join('\n')).toContain('::warning title=DISTRIBUTION_DRIFTED in held-out.x');
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'drifted', 'held-out-rows': '400' } });
    expect(refused.annotations.at(-1)).toContain('::error title=DATA_DRIFTED');
  });

  it('names every wrong input at once', async () => {
    const step = await job.step(ACTION, {
      inputs: { task: 'binry', table: 'data/train.csv', channels: '{ train: data/train.csv }', 'held-out-share': '2' },
    });

    expect(step.exitCode).toBe(1);
    expect(step.annotations).toHaveLength(1);
    for (const input of ['model', 'task', 'channels', 'held-out-share', 'label'])
      expect(step.annotations[0]).toContain(`%0A  ${input}: `);
  });

  it('takes no data beside a file', async () => {
    const step = await job.step(ACTION, { inputs: { config: 'mlops.yml', 'held-out': 'data/easy.csv' } });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('held-out: Gates and what they are judged on cannot be overridden');
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';

const ACTION = 'actions/validate-model';
const ROWS = 600;

interface Row {
  readonly id: string;
  readonly label: string;
  readonly region: string;
  readonly score: number;
}

/** Half of the rows are positive; the score is on the right side for nine rows in ten. */
const rows: readonly Row[] = Array.from({ length: ROWS }, (_, index) => {
  const positive = index % 2 === 0;
  const right = index % 10 !== 3 && index % 20 !== 4;
  const confidence = 0.55 + ((index * 7919) % 400) / 1000;
  return {
    id: `r${index}`,
    label: positive ? 'yes' : 'no',
    region: ['north', 'south', 'west'][index % 3] ?? '',
    score: positive === right ? confidence : 1 - confidence,
  };
});

/** Every `nth` row on the wrong side: worse than the champion. */
const turned = (nth: number) => (row: Row, index: number) => (index % nth === 0 ? 1 - row.score : row.score);
const asScored = ({ score }: Row) => score;

const labels = (of: readonly Row[]) => ['id,label,region', ...of.map((row) => `${row.id},${row.label},${row.region}`)];
const predictions = (of: readonly Row[], score: (row: Row, index: number) => number | string = asScored) => [
  'id,prediction,score',
  ...of.map((row, index) => {
    const said = score(row, index);
    return `${row.id},${Number(said) >= 0.5 ? 'yes' : 'no'},${said}`;
  }),
];

const GATES = `
- { id: auc-floor, metric: roc-auc, min: 0.6 }
- { id: accuracy-champion, metric: accuracy, vs: champion, rule: not-worse, margin: 0.01 }
`;

let job: Job;
beforeAll(() => {
  job = startJob();
  mkdirSync(join(job.workspace, 'out'));
});
beforeEach(() => {
  write('labels.csv', labels(rows));
  write('champion.csv', predictions(rows));
});
afterAll(() => job.end());

const write = (file: string, text: readonly string[]) =>
  writeFileSync(join(job.workspace, 'out', file), `${text.join('\n')}\n`);

const BASE = {
  model: 'churn',
  task: 'binary',
  label: 'label',
  id: 'id',
  positive: 'yes',
  labels: 'out/labels.csv',
  predictions: 'out/candidate.csv',
  'champion-predictions': 'out/champion.csv',
  gates: GATES,
};

async function judged(candidate: readonly string[], inputs: Readonly<Record<string, string>> = {}) {
  write('candidate.csv', candidate);
  const step = await job.step(ACTION, { inputs: { ...BASE, ...inputs } });
  const gates: readonly { readonly id: string; readonly outcome: string; readonly code: string | null }[] =
    step.outputs['gate-file'] === undefined || step.outputs['gate-file'] === ''
      ? []
      : JSON.parse(readFileSync(step.outputs['gate-file'], 'utf8')).gates;
  return { step, gates, codes: gates.map(({ id, outcome, code }) => [id, outcome, code]) };
}

describe('predictions that were made already', () => {
  it('are judged without a training job, against the champion on the same rows, with a report beside the verdict', async () => {
    const { step } = await judged(predictions(rows, (row) => row.score * 0.999));

    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', rows: '600', 'model-digest': '' } });
    expect(step.summary).toMatch(/^## ✅ Passed the candidate of `churn`: 2 of 2 gates hold/);
    const read = (output: string) => readFileSync(step.outputs[output] ?? '', 'utf8');
    const report = JSON.parse(read('report-file'));
    expect(report).toMatchObject({
      schema: 'report-v1',
      verdict: { verdict: 'pass', championLevel: 'B', candidate: { job: '', predictions: ['out/candidate.csv'] } },
      provenance: { policy: step.outputs['policy'], heldOut: step.outputs['held-out-digest'] },
    });
    expect(report.charts.champion.roc.points.length).toBeGreaterThan(50);
    expect(read('report-html')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(read('metrics-file'))).toMatchObject({ rows: 600, 'roc-auc': expect.any(Number) });
    expect(read('model-card')).toContain('churn');
  });

  it.each([
    ['worse', predictions(rows, turned(4)), 'fail', ['accuracy-champion', 'fail', null]],
    [
      'equal by chance',
      predictions(rows, (row, i) => (i === 5 || i === 10 ? 1 - row.score : row.score)),
      'pass',
      ['accuracy-champion', 'pass', null],
    ],
    ['the champion itself', predictions(rows), 'identical', ['accuracy-champion', 'skipped', 'IDENTICAL_MODEL']],
  ] as const)('that are %s get their verdict', async (_what, candidate, verdict, gate) => {
    const { step, codes } = await judged(candidate);

    expect([step.exitCode, step.outputs['verdict']]).toEqual([verdict === 'fail' ? 1 : 0, verdict]);
    expect(codes).toContainEqual(gate);
  });

  it.each([
    ['a score that is no number', predictions(rows, (row, i) => (i === 7 ? 'NaN' : row.score)), /score/],
    ['a row too few', predictions(rows.slice(1)), /r0/],
    ['a row twice', [...predictions(rows), 'r0,yes,0.9'], /r0/],
    ['a row of another set', [...predictions(rows), 'stranger,yes,0.9'], /stranger/],
    ['scores that are no probabilities', predictions(rows, (row) => row.score * 20), /score/],
    ['no column to judge', ['id,label', 'r0,yes'], /prediction|score/],
    ['nothing', [], /./],
  ])('with %s never reach a gate', async (_what, candidate, reason) => {
    const { step, gates } = await judged(candidate);

    expect(step.exitCode).toBe(1);
    expect(step.annotations.at(-1)).toMatch(/title=EVIDENCE_INVALID::/);
    expect(step.annotations.at(-1)).toMatch(reason);
    expect(step.outputs['verdict'] ?? '').toBe('');
    expect(gates).toEqual([]);
  });

  it('that many gates refuse show the refusal among the ten errors that GitHub shows', async () => {
    const many = Array.from({ length: 15 }, (_, n) => `- { id: floor-${n}, metric: accuracy, min: 0.99 }`);
    const { step } = await judged(predictions(rows, turned(4)), { gates: many.join('\n') });
    const errors = step.annotations.filter((line) => line.startsWith('::error'));

    expect(step.outputs['failed-gates']?.split(',')).toHaveLength(15);
    expect(errors).toHaveLength(10);
    expect(errors.at(-2)).toContain('title=7 more');
    expect(errors.at(-1)).toContain('title=GATE_REJECTED');
  });

  it('of one class fail where a metric needs two', async () => {
    const one = rows.map((row) => ({ ...row, label: 'yes' }));
    write('labels.csv', labels(one));
    const { step, codes } = await judged(predictions(rows, turned(50)));

    expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(codes).toContainEqual(['auc-floor', 'fail', 'METRIC_UNDEFINED']);
  });

  it('are another question on another test set', async () => {
    const first = await judged(predictions(rows, turned(50)));
    write('labels.csv', labels(rows.map((row) => ({ ...row, label: row.id === 'r1' ? 'yes' : row.label }))));
    const changed = await judged(predictions(rows, turned(50)));

    expect(changed.step.outputs['gate-id']).not.toBe(first.step.outputs['gate-id']);
    expect(changed.step.outputs['held-out-digest']).not.toBe(first.step.outputs['held-out-digest']);
  });

  it('say how many others the same rows have judged', async () => {
    write('labels.csv', labels(rows.toReversed()));
    const model = { model: 'seen-often' };
    for (const nth of [50, 60, 70]) await judged(predictions(rows, turned(nth)), model);
    const { step } = await judged(predictions(rows, turned(80)), model);

    expect(JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8'))).toMatchObject({
      judgedBefore: 3,
      history: [{ metric: 'roc-auc' }, { metric: 'roc-auc' }, { metric: 'roc-auc' }],
    });
  });

  it('take the champion from columns beside them, from stored metrics, or have none', async () => {
    const beside = predictions(rows, turned(50)).map((line, index) =>
      index === 0
        ? `${line},champion-prediction,champion-score`
        : `${line},${line.split(',')[1]},${rows[index - 1]?.score}`,
    );
    write('metrics.json', ['{ "accuracy": 0.85, "roc-auc": 0.9, "rows": 600 }']);
    const without = { 'champion-predictions': '' };
    const columns = await judged(beside, without);
    const stored = await judged(predictions(rows, turned(50)), { ...without, 'champion-metrics': 'out/metrics.json' });
    const none = await judged(predictions(rows, turned(50)), without);

    const levels = [columns, stored, none].map(
      ({ step }) => JSON.parse(readFileSync(step.outputs['gate-file'] ?? '', 'utf8')).championLevel,
    );
    expect(levels).toEqual(['A', 'C', 'D']);
    expect(none.codes).toContainEqual(['accuracy-champion', 'skipped', 'FIRST_MODEL']);
  });

  it('are judged slice by slice, by columns of the labels', async () => {
    const gates = '[{ id: by-region, metric: accuracy, slices: [region], min: 0.5 }]';
    const { step, gates: results } = await judged(predictions(rows, turned(50)), {
      gates,
      slices: '[{ by: [region], min-rows: 50 }]',
    });

    expect(step.outputs['verdict']).toBe('pass');
    expect(results[0]).toMatchObject({
      slices: expect.arrayContaining([expect.objectContaining({ slice: 'region = north', rows: 200 })]),
    });
  });

  it('block nothing in a dry run, which says so, and are not looked at when validation is off', async () => {
    const dry = await judged(predictions(rows, turned(4)), { mode: 'dry-run' });
    const off = await judged(predictions(rows, turned(4)), { mode: 'off' });

    expect(dry.step).toMatchObject({ exitCode: 0, outputs: { verdict: 'fail', 'failed-gates': 'accuracy-champion' } });
    expect(dry.step.summary).toMatch(/dry run/i);
    expect(off.step).toMatchObject({ exitCode: 0, outputs: { verdict: 'off' } });
    expect(off.step.outputs['gate-id']).not.toBe(dry.step.outputs['gate-id']);
  });

  it('cannot be registered on: no training job has such a verdict', async () => {
    const { step } = await judged(predictions(rows, turned(50)));
    const registered = await job.step('actions/register-model', {
      inputs: {
        config: 'mlops.yml',
        'training-job': 'threshold-0123456789ab',
        'gate-id': step.outputs['gate-id'] ?? '',
      },
    });

    expect(registered.exitCode).toBe(1);
  });

  it('refuse inputs that do not go together', async () => {
    const both = await judged(predictions(rows), { 'training-job': 'churn-0123456789ab' });
    const alone = await job.step(ACTION, {
      inputs: { config: 'mlops.yml', labels: 'out/labels.csv', 'training-job': 'x' },
    });

    expect(both.step.annotations[0]).toMatch(/title=INPUT_INVALID::.*training-job/);
    expect(alone.annotations[0]).toMatch(/title=INPUT_INVALID::.*labels/);
  });
});

import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../bundles/job.ts';

/** What make_predictions.py wrote; a set that it did not find has no folder. */
const PREDICTIONS = process.env['MLOPS_PREDICTIONS'] ?? '';
const on = (set: string) => (existsSync(join(PREDICTIONS, set, 'test.csv')) ? describe : describe.skip);

let job: Job;
beforeAll(() => {
  job = startJob();
  cpSync(PREDICTIONS, join(job.workspace, 'sets'), { recursive: true });
});
afterAll(() => job.end());

const lines = (file: string) => readFileSync(join(job.workspace, file), 'utf8').trimEnd().split('\n');

/** Judges files by gates; figures and the report of the verdict. */
async function judged(inputs: Readonly<Record<string, string>>) {
  const step = await job.step('actions/validate-model', { inputs });
  const read = (output: string) => JSON.parse(readFileSync(step.outputs[output] ?? '', 'utf8'));
  return {
    step,
    metrics: () => JSON.parse(step.outputs['metrics'] ?? ''),
    gate: (id: string) => read('gate-file').gates.find((gate: { readonly id: string }) => gate.id === id),
    report: () => read('report-file'),
  };
}

on('wine-quality')('wine quality', () => {
  const inputs = {
    model: 'wine-quality',
    task: 'regression',
    label: 'quality',
    id: 'id',
    labels: 'sets/wine-quality/test.csv',
    gates: '[{ metric: rmse, max: 0.83 }]',
  };
  const against = (rule: string) => ({
    'champion-predictions': 'sets/wine-quality/published.csv',
    gates: `[{ id: rmse-champion, metric: rmse, vs: champion, ${rule} }]`,
  });

  it('reproduces the published errors of ElasticNet(0.5, 0.5) with seed 40 to 12 digits', async () => {
    const { step, metrics } = await judged({ ...inputs, predictions: 'sets/wine-quality/published.csv' });

    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', rows: '1225' } });
    expect(Math.abs(metrics().rmse - 0.82224284975954)).toBeLessThan(1e-12);
    expect(Math.abs(metrics().mae - 0.6278761410160691)).toBeLessThan(1e-12);
    expect(Math.abs(metrics().r2 - 0.12678721972772689)).toBeLessThan(1e-12);
  });

  it('shows that less regularisation is better and that more is worse', async () => {
    const better = await judged({
      ...inputs,
      ...against('rule: better'),
      predictions: 'sets/wine-quality/better.csv',
    });
    const worse = await judged({
      ...inputs,
      ...against('rule: not-worse, margin: 0.01'),
      predictions: 'sets/wine-quality/worse.csv',
    });

    expect(better.step.outputs).toMatchObject({ verdict: 'pass' });
    expect(better.gate('rmse-champion').deltaInterval[1]).toBeLessThan(0);
    expect(worse.step.outputs).toMatchObject({ verdict: 'fail', 'failed-gates': 'rmse-champion' });
  });
});

on('adult')('adult', () => {
  const inputs = {
    model: 'income',
    task: 'binary',
    label: 'class',
    id: 'id',
    positive: '>50K',
    labels: 'sets/adult/test.csv',
    predictions: 'sets/adult/boosting.csv',
    'champion-predictions': 'sets/adult/logistic.csv',
    slices: '[{ by: [sex] }, { by: [race] }]',
  };

  it('judges the slices by sex and race, each by its own rows', async () => {
    const gates = `[
      { id: accuracy-floor, metric: accuracy, min: 0.85 },
      { id: auc-floor, metric: roc-auc, min: 0.90 },
      { id: by-sex, metric: accuracy, slices: [sex], min: 0.80 },
      { id: by-race, metric: accuracy, slices: [race], vs: champion, rule: not-worse, margin: 0.01 },
    ]`;
    const { step, gate, report } = await judged({ ...inputs, gates });
    const [, ...rows] = lines('sets/adult/test.csv').map((line) => line.split(','));
    const said = new Map(
      lines('sets/adult/boosting.csv').map((line) => line.split(',').slice(0, 2) as [string, string]),
    );
    const share = (column: number, value: string) => {
      const chosen = rows.filter((row) => row[column] === value);
      return [chosen.length, chosen.filter(([id = '', label]) => said.get(id) === label).length / chosen.length];
    };

    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', rows: '16281' } });
    for (const { name, rows: count, candidate } of report().slices) {
      const [rule, value] = name.split(' = ');
      const [expected, accuracy] = share(rule === 'sex' ? 2 : 3, value);
      expect([name, count]).toEqual([name, expected]);
      expect(candidate.value).toBeCloseTo(accuracy ?? Number.NaN, 12);
    }
    expect(report().slices).toHaveLength(7);
    expect(gate('by-sex').slices).toHaveLength(2);
    expect(gate('by-race').slices).toHaveLength(5);
  });

  it('shows that boosting is better than a logistic regression, and not the other way round', async () => {
    const gates = '[{ id: better, metric: log-loss, vs: champion, rule: better }]';
    const forwards = await judged({ ...inputs, gates });
    const backwards = await judged({
      ...inputs,
      gates: '[{ id: worse, metric: log-loss, vs: champion, rule: not-worse, margin: 0.001 }]',
      predictions: inputs['champion-predictions'],
      'champion-predictions': inputs.predictions,
    });

    expect(forwards.step.outputs).toMatchObject({ verdict: 'pass' });
    expect(backwards.step.outputs).toMatchObject({ verdict: 'fail', 'failed-gates': 'worse' });
  });

  it('refuses what has holes, by code, and never passes it', async () => {
    const [head = '', ...rows] = lines('sets/adult/boosting.csv');
    const planted = (file: string, change: (row: string, index: number) => readonly string[]) =>
      writeFileSync(join(job.workspace, file), `${[head, ...rows.flatMap(change)].join('\n')}\n`);
    planted('nan.csv', (row, index) => [index === 7 ? row.replace(/[^,]*$/, 'nan') : row]);
    planted('missing.csv', (row, index) => (index === 7 ? [] : [row]));
    const gates = '[{ metric: roc-auc, min: 0.5 }]';

    for (const predictions of ['nan.csv', 'missing.csv']) {
      const { step } = await judged({ ...inputs, gates, predictions });
      expect([predictions, step.exitCode, step.annotations[0]]).toEqual([
        predictions,
        1,
        expect.stringContaining('title=EVIDENCE_INVALID::'),
      ]);
    }
  });
});

on('abt-buy')('abt-buy', () => {
  it('shows that the random forest matches products better than one cosine, with its interval', async () => {
    const { step, gate } = await judged({
      model: 'product-similarity',
      task: 'binary',
      label: 'match',
      id: 'pair_id',
      positive: '1',
      labels: 'sets/abt-buy/test.csv',
      predictions: 'sets/abt-buy/forest.csv',
      'champion-predictions': 'sets/abt-buy/cosine.csv',
      gates: '[{ id: f1-floor, metric: f1, min: 0.85 }, { id: f1-better, metric: f1, vs: champion, rule: better }]',
    });
    const { value, champion, deltaInterval } = gate('f1-better');

    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', rows: '1916' } });
    expect(value).toBeGreaterThan(0.85);
    expect(champion).toBeLessThan(0.7);
    expect(deltaInterval[0]).toBeGreaterThan(0.1);
    expect(deltaInterval[1]).toBeLessThan(0.35);
  });
});

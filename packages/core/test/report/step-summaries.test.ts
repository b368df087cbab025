import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { dataSummary } from '../../src/report/data-summary.ts';
import { judgedSummary } from '../../src/report/judged-summary.ts';
import { fenced } from '../../src/report/markdown.ts';
import { planSummary } from '../../src/report/plan-summary.ts';
import { registeredSummary } from '../../src/report/registered-summary.ts';
import { aBareReport, aRefusal } from './a-report.ts';
import { aGateResult, aTrainResult, aVerdict } from './results.ts';

const { training, data } = aTrainResult();

const judged = (verdict: Verdict, blocks = false) => ({
  verdict,
  blocks,
  gateId: '5fc4a4d5b8f7',
  scoringJobs: ['churn-aaaaaaaaaaaa', 'churn-bbbbbbbbbbbb'],
  record: '/records/gate.json',
  lineage: '/records/lineage.json',
  report: aBareReport(verdict),
  files: {
    report: '/records/report.json',
    html: '/records/report.html',
    metrics: '/records/metrics.json',
    modelCard: '/records/model-card.md',
  },
});

const firstLine = (text: string) => text.split('\n')[0];

describe('the summary of a verdict', () => {
  it('leads with the verdict, compares, and folds what it is about', () => {
    expect(judgedSummary(training, judged(aVerdict())).replace(/([0-9a-f])\1{63}/g, '$1…')).toMatchInlineSnapshot(`
"## ✅ Passed the candidate of \`churn\`: 2 of 2 gates hold against champion version 2

**Deciding:** \`roc-auc\` 0.9591 [0.9391, 0.9691] · 1,916 rows · 41 fixed, 30 broken

| metric | candidate [95 %] | champion | Δ [90 %] | rule |  |
| --- | ---: | ---: | ---: | --- | --- |
| \`roc-auc\` | 0.9871 [0.9671, 0.9971] | – | – | ≥ 0.95 | ✅ |
| \`accuracy\` | 0.9591 [0.9391, 0.9691] | 0.9532 [0.9332, 0.9632] | +0.0058 [−0.0120, 0.0236] | not worse than the champion by more than 0.01 | ✅ |
| \`log-loss\` | no value (no score) | – | – |  |  |

Measured on 1,916 held-out rows that training never saw. Against the champion, 41 answers became right and 30 became wrong.

<details>
<summary>All gates</summary>

| gate | rule | value | outcome |
| --- | --- | ---: | --- |
| \`roc-auc-min\` | \`roc-auc\` ≥ 0.95 | 0.9591 | pass |
| \`accuracy-champion\` | \`accuracy\` not worse than the champion by more than 0.01 | 0.9591 | pass |

</details>

<details>
<summary>Model and records</summary>

- **Gate id** \`5fc4a4d5b8f7\`
- **Training job** \`churn-0123456789ab\`
- **Model** \`sha256:e…\`
- **Image** \`sha256:c…\`
- **Champion** \`sha256:f…\`
- **Held-out rows** \`sha256:b…\`
- **Scoring jobs** \`churn-aaaaaaaaaaaa\`, \`churn-bbbbbbbbbbbb\`
- **Verdict** \`/records/gate.json\`
- **Lineage** \`/records/lineage.json\`

</details>
"
`);
  });

  it.each([
    ['pass', false, '## ✅ Passed the candidate of `churn`: 2 of 2 gates hold against champion version 2'],
    ['warn', false, '## ⚠️ Passed the candidate of `churn`: 2 of 2 gates hold against champion version 2'],
    ['identical', false, '## ✅ Passed the candidate of `churn`: it is the champion itself'],
    ['fail', true, '## ❌ Refused the candidate of `churn`: 2 of 2 gates hold against champion version 2'],
  ] as const)('says %s in its first line', (verdict, blocks, line) => {
    expect(firstLine(judgedSummary(training, judged(aVerdict({ verdict }), blocks)))).toBe(line);
  });

  it('says what refused, and lets no name in it become markup', () => {
    const gates = [aGateResult({ outcome: 'fail', sentence: 'Metric "a|b <img> @acme/all" is 0.1.' })];

    expect(judgedSummary(training, judged(aVerdict({ verdict: 'fail', gates }), true)).split('\n')[4]).toBe(
      '- Metric "a\\|b &lt;img&gt; @\u200Bacme/all" is 0.1.',
    );
  });
});

describe('the summary of a version', () => {
  const registered = {
    group: 'churn',
    version: 3,
    approval: 'PendingManualApproval',
    adopted: false,
    lineage: '/records/lineage.json',
  };

  it('names version, approval and what it is', () => {
    expect(
      registeredSummary(training, '5fc4a4d5b8f7', registered).replace(/([0-9a-f])\1{63}/g, '$1…'),
    ).toMatchInlineSnapshot(`
"## ✅ Registered \`churn\` version 3

- **Approval** \`PendingManualApproval\`
- **Model** \`sha256:e…\`
- **Image** \`sha256:c…\`
- **Training job** \`churn-0123456789ab\`
- **Gate id** \`5fc4a4d5b8f7\`
- **Lineage** \`/records/lineage.json\`
"
`);
  });

  it('says that nothing was made for a model that has one', () => {
    expect(firstLine(registeredSummary(training, '5fc4a4d5b8f7', { ...registered, adopted: true }))).toBe(
      '## ✅ Unchanged: this very model is `churn` version 3 already',
    );
  });
});

describe('the summary of data', () => {
  it('shows what training sees and what judges it', () => {
    expect(dataSummary('churn', data).replace(/([0-9a-f])\1{63}/g, '$1…')).toMatchInlineSnapshot(`
"## ✅ The data of \`churn\` can be used: 171 rows are held out

|  | Path | Rows | Bytes | Content |
| --- | --- | ---: | ---: | --- |
| \`train\` | \`data/train.csv\` | 398 | 4,096 | \`sha256:a…\` |
| \`held-out\` | \`data/held-out.csv\` | 171 | 4,096 | \`sha256:b…\` |
"
`);
  });
});

describe('the summary of data with findings', () => {
  const { findings } = aRefusal();

  it('says that it is invalid, drifted or can be used all the same, and what was found first', () => {
    const lines = (outcome: 'valid' | 'drifted' | 'invalid') => dataSummary('churn', { ...data, outcome, findings });

    expect(firstLine(lines('invalid'))).toBe('## ❌ The data of `churn` is invalid: 2 findings');
    expect(firstLine(lines('drifted'))).toBe('## ⚠️ The data of `churn` has drifted: 2 findings');
    expect(firstLine(lines('valid'))).toBe('## ✅ The data of `churn` can be used: 171 rows are held out, 2 findings');
    expect(lines('drifted').indexOf('TEST_ROWS_IN_TRAINING')).toBeLessThan(lines('drifted').indexOf('data/train.csv'));
  });
});

describe('the plan of a merge', () => {
  it('says what is known before the image is built, and folds the file as it is understood', async () => {
    const text = [
      'version: 1',
      'model: churn',
      'task: binary',
      'data: { channels: { train: train.csv }, held-out: test.csv, label: churned }',
      'train: { script: train.py, instance-type: [ml.m5.large, ml.c5.large], hyperparameters: { trees: 300, loss: "log|x" } }',
      'validate: { gates: [{ metric: roc-auc, min: 0.8 }, { metric: f1, vs: champion, margin: 0.01 }] }',
    ].join('\n');
    const loaded = await loadConfig({
      file: 'mlops.yml',
      readFile: async (file) => (file === 'mlops.yml' ? text : undefined),
    });

    expect(planSummary(loaded, false)).toMatch(/^<details>\n<summary>What this runs<\/summary>/);
    expect(planSummary(loaded, true).split('```yaml')[0]).toMatchInlineSnapshot(`
"### What a merge would run

- **Where** \`local\`, destination \`local\`
- **Image** of \`.\`
- **Training** \`train.py\` on \`ml.m5.large\` or \`ml.c5.large\`, at most 1h
- **Hyperparameters** \`trees = 300\`, \`loss = "log\\|x"\`
- **Gates** \`roc-auc-min\` \`roc-auc\` ≥ 0.8; \`f1-champion\` \`f1\` not worse than the champion by more than 0.01
- **Approval** \`environment\`
- **Endpoint** \`churn\` on 1 × \`ml.m5.large\`

<details>
<summary>mlops.yml as it is understood</summary>

"
`);
  });

  it('is a code block that no text in it can end', () => {
    expect(fenced('a: "```"\n', 'yaml')).toBe('````yaml\na: "```"\n````');
  });
});

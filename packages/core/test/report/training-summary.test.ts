import { expect, it } from '@jest/globals';
import { trainingSummary } from '../../src/report/training-summary.ts';
import type { TrainingRun } from '../../src/stages/train-model.ts';

const digest = (digit: string) => digit.repeat(64);
const name = 'churn-0123456789ab';

/** A job that has completed on spot capacity, after one interruption. */
const aRun = (overrides: Partial<TrainingRun> = {}): TrainingRun => ({
  outcome: 'completed',
  name,
  spec: digest('d'),
  adopted: false,
  image: `local/churn@sha256:${digest('c')}`,
  lastLines: ['metric loss=0.12', '<b>bye</b>'],
  state: {
    name,
    status: 'Completed',
    instanceType: 'ml.m5.large',
    trainingSeconds: 200,
    billableSeconds: 60,
    metrics: { loss: 0.123456 },
    phases: [
      { status: 'Starting', startedAt: 0, endedAt: 30_000 },
      { status: 'Training', startedAt: 30_000, endedAt: 90_000 },
      { status: 'Interrupted', startedAt: 90_000, endedAt: 91_000 },
      { status: 'Training', startedAt: 91_000, endedAt: 230_000 },
    ],
  },
  model: {
    name,
    spec: digest('d'),
    adopted: false,
    artefactUri: `s3://bucket/jobs/${name}/output/model.tar.gz`,
    modelDigest: digest('e'),
    image: `local/churn@sha256:${digest('c')}`,
  },
  ...overrides,
});

it('shows what a completed job took and where its model is', () => {
  expect(trainingSummary('churn', aRun())).toMatchInlineSnapshot(`
"## ✅ Trained \`churn\` in \`churn-0123456789ab\`

|  |  |
| --- | --- |
| Job | started now |
| Instance | \`ml.m5.large\` |
| Time | 200 s, 60 s billable: 70 % saved |
| Model | \`sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\` |
| Where it is | \`s3://bucket/jobs/churn-0123456789ab/output/model.tar.gz\` |

| What it printed last | Value |
| --- | ---: |
| \`loss\` | 0.1235 |

<details>
<summary>Phases</summary>

| Phase | Seconds |
| --- | ---: |
| Starting | 30 |
| Training | 60 |
| Interrupted | 1 |
| Training | 139 |

</details>

<details>
<summary>Lineage</summary>

- **Specification of the job** \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\`
- **Image** \`sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\`

</details>
"
`);
});

it('says of a failed job why, with the last lines folded', () => {
  const { model: _none, ...failed } = aRun({ outcome: 'failed', reason: 'AlgorithmError: KeyError, exit code: 1' });

  expect(trainingSummary('churn', { ...failed, state: { name, status: 'Failed' } })).toMatchInlineSnapshot(`
"## ❌ Failed: \`churn\` in \`churn-0123456789ab\`

AlgorithmError: KeyError, exit code: 1.

|  |  |
| --- | --- |
| Job | started now |

<details>
<summary>Last lines of the log</summary>

- metric loss=0.12
- &lt;b&gt;bye&lt;/b&gt;

</details>

<details>
<summary>Lineage</summary>

- **Specification of the job** \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\`
- **Image** \`sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\`

</details>
"
`);
});

it.each([
  ['unchanged', {}, '## ✅ Unchanged: this very training is `churn`'],
  ['started', {}, '## ⏳ Started `churn`'],
  ['detached', { reason: 'the credentials of this step have expired' }, '## ⚠️ Still training `churn`'],
  ['failed', { state: { name, status: 'Stopped' } }, '## ❌ Stopped: `churn`'],
] as const)('leads with what it means that a job is %s', (outcome, changes, headline) => {
  expect(trainingSummary('churn', aRun({ outcome, ...changes }))).toContain(headline);
});

it('tells how to go on from a job out of sight', () => {
  const summary = trainingSummary('churn', aRun({ outcome: 'detached', reason: 'the credentials have expired' }));

  expect(summary).toContain('The credentials have expired. Run the step again to resume; nothing is started twice.');
});

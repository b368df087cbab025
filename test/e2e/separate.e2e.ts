import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Consumer } from './act/consumer.ts';
import { push } from './act/events.ts';
import type { Run } from './act/run-act.ts';
import { show } from './act/show.ts';
import { stages, thresholdConsumer } from './threshold.ts';

/** What mlops.yml of the fixture says, said by inputs. */
const BY_INPUTS = {
  data: `model: threshold
          task: binary
          channels: '{ train: data/train.csv }'
          held-out: data/test.csv
          label: label
          id: id
          positive: "yes"`,
  image: `model: threshold
          exclude: |
            data/train.csv
            data/test.csv`,
  training: `model: threshold
          script: model/train.py
          channels: '{ train: data/train.csv }'
          hyperparameters: '{ cut: 0.5 }'`,
  gate: `model: threshold
          task: binary
          channels: '{ train: data/train.csv }'
          held-out: data/test.csv
          label: label
          id: id
          positive: "yes"
          gates: |
            - { id: accuracy-floor, metric: accuracy, min: 0.6 }
            - { id: auc-champion, metric: roc-auc, vs: champion, rule: not-worse, margin: 0.01 }`,
  deployment: `model: threshold
          smoke: serve/smoke.yml
          startup-timeout: 1m`,
};
const BY_FILE = Object.fromEntries(Object.keys(BY_INPUTS).map((step) => [step, 'config: mlops.yml']));

/** The actions by hand, one after the other, with names and digests between them. */
const chained = (inputs: Readonly<Record<string, string>>) => `on: push
permissions: { contents: read }
jobs:
  model:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - id: data
        uses: org/mlops-actions/actions/validate-data@v1
        with:
          ${inputs['data']}
      - id: image
        uses: org/mlops-actions/actions/build-push-image@v1
        with:
          ${inputs['image']}
      - id: training
        uses: org/mlops-actions/actions/start-sagemaker-training@v1
        with:
          ${inputs['training']}
          image: \${{ steps.image.outputs.image-digest }}
      - id: gate
        uses: org/mlops-actions/actions/validate-model@v1
        with:
          ${inputs['gate']}
          training-job: \${{ steps.training.outputs.job-name }}
      - id: deployment
        uses: org/mlops-actions/actions/deploy-serving@v1
        with:
          ${inputs['deployment']}
          training-job: \${{ steps.training.outputs.job-name }}
          gate-id: \${{ steps.gate.outputs.gate-id }}
`;

/** All of them are there from the start: the fixture has no .dockerignore, so they are part of its image. */
const WORKFLOWS = { inputs: chained(BY_INPUTS), stages: stages('mlops.yml'), file: chained(BY_FILE) };

let consumer: Consumer;
beforeAll(() => {
  consumer = thresholdConsumer();
  for (const [name, text] of Object.entries(WORKFLOWS)) consumer.write(`.github/workflows/${name}.yml`, text);
});
afterAll(() => consumer.end());

async function pushed(name: keyof typeof WORKFLOWS): Promise<Run> {
  const run = await consumer.run(`${name}.yml`, push);
  expect({ exitCode: run.exitCode, log: run.exitCode === 0 ? '' : run.text }).toEqual({ exitCode: 0, log: '' });
  return run;
}

let first: Run;

test('the actions alone, chained by hand with plain inputs, take data to a proven endpoint', async () => {
  first = await pushed('inputs');
  show('the actions by hand, with plain inputs', first);

  expect(first.outputs).toMatchObject({
    'data.outcome': 'valid',
    'image.status': 'built',
    'training.outcome': 'trained',
    'training.image-digest': first.outputs['image.image-digest'],
    'gate.verdict': 'pass',
    'gate.model-digest': first.outputs['training.model-digest'],
    'deployment.outcome': 'deployed',
    'deployment.package-version': '1',
    'deployment.model-digest': first.outputs['training.model-digest'],
    'deployment.image-digest': first.outputs['image.image-digest'],
  });
});

test('the two stages find what the actions made: the same job, digests, version and endpoint config', async () => {
  const before = consumer.state();
  const run = await pushed('stages');

  expect(run.outputs).toMatchObject({
    'train.outcome': 'unchanged',
    'train.job-name': first.outputs['training.job-name'],
    'train.model-digest': first.outputs['training.model-digest'],
    'train.image-digest': first.outputs['image.image-digest'],
    'train.package-version': '1',
    'serve.outcome': 'unchanged',
    'serve.generation': first.outputs['deployment.generation'],
    'serve.model-digest': first.outputs['training.model-digest'],
  });
  expect(consumer.state()).toEqual(before);
});

test('so do the same actions with mlops.yml', async () => {
  const before = consumer.state();
  const run = await pushed('file');

  expect(run.outputs).toMatchObject({
    'data.data-digest': first.outputs['data.data-digest'],
    'image.status': 'unchanged',
    'image.image-digest': first.outputs['image.image-digest'],
    'training.outcome': 'unchanged',
    'training.job-name': first.outputs['training.job-name'],
    'training.model-digest': first.outputs['training.model-digest'],
    'deployment.outcome': 'unchanged',
    'deployment.generation': first.outputs['deployment.generation'],
  });
  expect(consumer.state()).toEqual(before);
});

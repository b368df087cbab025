import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Answer, scenario } from './scenario.ts';

const CREATES = [
  'CreateTrainingJob',
  'CreateProcessingJob',
  'CreateModelPackage',
  'CreateModel',
  'CreateEndpointConfig',
  'CreateEndpoint',
  'UpdateEndpoint',
];

describe('train and serve, as the runner runs them', () => {
  it('take data to a served, proven model; a second run creates nothing', async () => {
    await using world = scenario();
    const train = await world.step('train');
    const serve = await world.step('serve');

    expect(train).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'registered', verdict: 'pass', 'package-version': '1' },
    });
    expect(serve).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'deployed', endpoint: 'threshold', generation: '1' },
    });
    expect(serve.outputs['model-digest']).toBe(train.outputs['model-digest']);
    expect((await (await world.asker('threshold'))()).digest).toBe(train.outputs['model-digest']);
    expect(JSON.parse(readFileSync(train.outputs['gate-file'] ?? '', 'utf8'))).toMatchObject({
      schema: 'gate-v1',
      verdict: 'pass',
    });

    const before = world.journal().length;
    const again = [await world.step('train'), await world.step('serve')];

    expect(again.map(({ exitCode, outputs }) => [exitCode, outputs['outcome']])).toEqual([
      [0, 'unchanged'],
      [0, 'unchanged'],
    ]);
    expect(
      world
        .journal()
        .slice(before)
        .filter(({ operation }) => CREATES.includes(operation)),
    ).toEqual([]);
    expect(again[0]?.log).toContain(`unchanged: ${train.outputs['job-name']} (`);
    expect(await world.control('GET', 'violations')).toEqual([]);
  });

  it('start one training job though the answer was lost and the run killed', async () => {
    await using world = scenario();
    await world.control('POST', 'faults', [{ operation: 'CreateTrainingJob', phase: 'after', kind: 'hold' }]);
    const killed = await world.step('train', {
      beside: async (kill) => {
        await world.journaled('CreateTrainingJob');
        kill('SIGKILL');
      },
    });
    const again = await world.step('train');

    expect(killed.signal).toBe('SIGKILL');
    expect(again).toMatchObject({ exitCode: 0, outputs: { outcome: 'registered' } });
    expect(world.effects('CreateTrainingJob')).toHaveLength(1);
    expect((await world.state()).trainingJobs).toHaveLength(1);
  });

  it('stop the training job on cancel before they end; the post step then changes nothing', async () => {
    await using world = scenario();
    const cancelled = await world.step('train', {
      inputs: { config: 'mlops.wait.yml' },
      signals: [{ after: 'waiting for a signal', signal: 'SIGINT' }],
    });

    expect(cancelled.exitCode).toBe(130);
    expect(world.effects('StopTrainingJob')).toHaveLength(1);

    const post = await world.step('train', { inputs: { config: 'mlops.wait.yml' }, state: cancelled.state });

    expect(post.exitCode).toBe(0);
    expect(world.effects('StopTrainingJob')).toHaveLength(1);
    expect(['Stopping', 'Stopped']).toContain((await world.state()).trainingJobs[0]?.TrainingJobStatus);
  });

  it('keep the old model answering, every single time, while a new one fails to start', async () => {
    await using world = scenario();
    const good = await world.step('train');
    await world.step('serve');
    const bad = await world.step('train', { inputs: { config: 'mlops.unservable.yml' } });
    expect(bad.outputs['outcome']).toBe('registered');
    const ask = await world.asker('threshold');
    const answers: Answer[] = [];
    let updating = true;
    const [update] = await Promise.all([
      world.step('serve').finally(() => {
        updating = false;
      }),
      (async () => {
        while (updating) answers.push(await ask());
      })(),
    ]);

    expect(update.exitCode).toBe(1);
    expect(update.annotations[0]).toContain('title=DEPLOY_ROLLED_BACK');
    expect(update.annotations[0]).toContain('this model was made to be unservable');
    expect(answers.length).toBeGreaterThan(10);
    expect(new Set(answers.map(({ status, digest }) => `${status} ${digest}`))).toEqual(
      new Set([`200 ${good.outputs['model-digest']}`]),
    );
  });

  it('let the newest of two deploys at once have the endpoint, and leave nothing of the other', async () => {
    await using world = scenario();
    const models = [await world.step('train'), await world.step('train', { inputs: { config: 'mlops.other.yml' } })];
    const deploys = await Promise.all(['1', '2'].map((version) => world.step('serve', { inputs: { version } })));

    expect(deploys.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const newest = deploys.findIndex(({ outputs }) => outputs['generation'] === '2');
    expect(deploys[newest]?.outputs['outcome']).toBe('deployed');
    expect((await (await world.asker('threshold'))()).digest).toBe(models[newest]?.outputs['model-digest']);
    const served = (await world.state()).endpoints[0]?.EndpointConfigName;
    expect((await world.state()).endpointConfigs.map(({ EndpointConfigName }) => EndpointConfigName)).toContain(served);
  });

  it('list twelve mistakes of mlops.yml at once and call nobody', async () => {
    await using world = scenario();
    writeFileSync(join(world.workspace, 'mlops.yml'), TWELVE_MISTAKES);
    const result = await world.step('train');

    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('12 mistakes in the configuration');
    expect(world.journal()).toEqual([]);
  });
});

const TWELVE_MISTAKES = `version: 1
model: threshold
task: binary
data:
  channels: { train: data/train.csv }
  held-out: data/train.csv
  columns: { id: id, label: label }
train:
  script: model/train.py
  instance_type: ml.m5.large
  max-runtime: 3600
  volume-size-gb: lots
validate:
  threshold: 5
  gates:
    - { metric: accuracy, min: 85 }
    - { metric: rmse, max: 3 }
    - { metric: f1 }
    - { metric: roc_auc, min: 0.5, vs: champion }
register: { approval: sometimes }
serve: { instance-type: m5.large }
`;

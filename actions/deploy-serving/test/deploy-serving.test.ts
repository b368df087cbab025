import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Scenario, scenario } from '../../../test/bundles/scenario.ts';

const ACTION = 'actions/deploy-serving';

/** A row that the model of mlops.yml calls yes and the one of mlops.other.yml no. */
const SMOKE = '- name: a narrow yes\n  body: { instances: [{ x: "0.505" }] }\n';
const EXPECTS = '  expect: { /predictions/0/prediction: { equals: "yes" } }\n';

let world: Scenario;
const step = (inputs: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) =>
  world.step(ACTION, { inputs: { config: 'mlops.yml', ...inputs }, environment });
const answering = async () => (await (await world.asker('threshold'))()).digest;

describe('deploy-serving, from one deploy to the next', () => {
  let models: readonly Readonly<Record<string, string>>[];
  beforeAll(async () => {
    world = scenario('sources');
    const trained = [await world.step('train'), await world.step('train', { inputs: { config: 'mlops.other.yml' } })];
    models = trained.map(({ outputs }) => outputs);
    world.edit('serve/smoke.yml', readFileSync(`${world.workspace}/serve/smoke.yml`, 'utf8'), `${SMOKE}${EXPECTS}`);
  });
  afterAll(() => world.end());

  it('plans a first deploy and creates nothing', async () => {
    const plan = await step({ mode: 'plan', version: '1' });

    expect(plan).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'planned', generation: '', 'package-version': '1' },
    });
    expect(plan.summary).toContain('## 🔭 Plan: a deploy would create endpoint `threshold` with `threshold` version 1');
    expect(JSON.parse(readFileSync(plan.outputs['plan-file'] ?? '', 'utf8'))).toMatchObject({
      schema: 'plan-v1',
      effect: 'create',
      current: null,
      smoke: ['a narrow yes'],
    });
    expect(await world.state()).toMatchObject({ models: [], endpointConfigs: [], endpoints: [] });
  });

  it('deploys the version it was asked for and gives every output', async () => {
    const deploy = await step({ version: '1' });

    expect(deploy).toMatchObject({ exitCode: 0, annotations: [] });
    expect(deploy.outputs).toEqual({
      outcome: 'deployed',
      endpoint: 'threshold',
      generation: '1',
      'model-digest': models[0]?.['model-digest'],
      'package-version': '1',
      'image-digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      'previous-model-digest': '',
      'plan-file': '',
    });
    expect(await answering()).toBe(models[0]?.['model-digest']);
  });

  it('says the same through the serve stage, which finds it unchanged', async () => {
    const stage = await world.step('serve', { inputs: { version: '1' } });

    expect(stage.outputs).toMatchObject({ outcome: 'unchanged', generation: '1' });
  });

  it('takes the endpoint back when a smoke request is answered wrongly, and is red', async () => {
    const deploy = await step({ version: '2' });

    expect(deploy.exitCode).toBe(1);
    expect(deploy.annotations[0]).toMatch(/title=SMOKE_FAILED/);
    expect(deploy.annotations[0]).toContain('a narrow yes: /predictions/0/prediction is "no", expected "yes"');
    expect(deploy.summary).toContain('The endpoint was reverted: it serves threshold version 1');
    expect(await answering()).toBe(models[0]?.['model-digest']);
    expect((await world.state()).endpointConfigs).toHaveLength(2);
  });

  it('keeps the failed model away: refused by its version, passed over as the newest, and the plan says so', async () => {
    const [named, newest, plan] = [
      await step({ version: '2' }),
      await step(),
      await step({ mode: 'plan', version: '2' }),
    ];

    expect(named.annotations[0]).toContain('title=MODEL_QUARANTINED');
    expect(newest.outputs).toMatchObject({ outcome: 'unchanged', 'package-version': '1' });
    expect(plan.summary).toContain('## ⛔ Plan: a deploy of `threshold` version 2');
    expect(plan.summary).toContain('In quarantine since generation 2');
  });

  it('deploys it after a release, when the request file was to blame', async () => {
    const release = await step({ mode: 'release', version: '2', reason: 'the file expected too much' });
    world.edit('serve/smoke.yml', EXPECTS, '');
    const deploy = await step({ version: '2' });

    expect(release).toMatchObject({ exitCode: 0, outputs: { outcome: 'released', endpoint: 'threshold' } });
    expect(release.summary).toContain('## ✅ Released 1 model for endpoint `threshold`');
    expect(deploy.outputs).toMatchObject({ outcome: 'deployed', generation: '4', 'package-version': '2' });
    expect(await answering()).toBe(models[1]?.['model-digest']);
  });

  it('rolls back once, however often it is asked', async () => {
    const first = await step({ mode: 'rollback', reason: 'wrong | prices' });
    const [repeated, doubled] = [
      await step({ mode: 'rollback' }),
      await step({ mode: 'rollback' }, { GITHUB_RUN_ID: '7' }),
    ];

    expect(first).toMatchObject({
      exitCode: 0,
      outputs: {
        outcome: 'rolled-back',
        generation: '5',
        'package-version': '1',
        'previous-model-digest': models[1]?.['model-digest'],
      },
    });
    expect(first.summary).toContain('## ↩️ Rolled back: endpoint `threshold` serves `threshold` version 1 again');
    expect(first.summary).toContain('Generation 4 is out of service: wrong \\| prices. Its model is in quarantine');
    expect([repeated, doubled].map(({ outputs }) => [outputs['outcome'], outputs['generation']])).toEqual([
      ['unchanged', '5'],
      ['unchanged', '5'],
    ]);
    expect(await answering()).toBe(models[0]?.['model-digest']);
  });

  it('ships a changed app although the archive is the same, because the image is part of the model', async () => {
    world.edit('serve/app.py', 'import json', 'import json  # changed');
    const trained = await world.step('train');
    const deploy = await step({ version: trained.outputs['package-version'] ?? '' });

    expect(trained.outputs['model-digest']).toBe(models[0]?.['model-digest']);
    expect(deploy.outputs).toMatchObject({ outcome: 'deployed', generation: '6', 'package-version': '3' });
  });
});

describe('deploy-serving without a file', () => {
  beforeEach(() => {
    world = scenario('sources');
  });
  afterEach(() => world.end());

  it('registers and deploys a judged model, the same as the stages do', async () => {
    const config = { config: 'mlops.yml' };
    const train = await world.step('actions/start-sagemaker-training', { inputs: config });
    const job = { 'training-job': train.outputs['job-name'] ?? '' };
    const validate = await world.step('actions/validate-model', { inputs: { ...config, ...job } });
    const deploy = await world.step(ACTION, {
      inputs: {
        model: 'threshold',
        ...job,
        'gate-id': validate.outputs['gate-id'] ?? '',
        script: 'serve/app.py',
        smoke: 'serve/smoke.yml',
        'startup-timeout': '1m',
      },
    });
    const stages = [await world.step('train'), await world.step('serve')];

    expect(deploy).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'deployed', 'package-version': '1', 'model-digest': train.outputs['model-digest'] },
    });
    expect(stages.map(({ outputs }) => outputs['outcome'])).toEqual(['unchanged', 'unchanged']);
    expect(stages[1]?.outputs).toMatchObject({ generation: '1', endpoint: deploy.outputs['endpoint'] });
    expect((await world.state()).modelPackages).toHaveLength(1);
  });

  it.each([
    ['a version in a roll-back', { mode: 'rollback', version: '1' }, /version: means nothing in mode rollback/],
    ['a generation in a deploy', { generation: '1' }, /generation: means nothing in mode deploy, only in rollback/],
    ['a job without its verdict', { 'training-job': 'j' }, /gate-id: training-job and gate-id say together/],
    ['a verdict without its job', { 'gate-id': 'a'.repeat(12) }, /training-job: training-job and gate-id/],
    [
      'a job beside a version',
      { version: '1', 'training-job': 'j', 'gate-id': 'a'.repeat(12) },
      /version: excludes training-job/,
    ],
    ['a mode that does not exist', { mode: 'revert' }, /mode: expected one of deploy, plan, rollback, release/],
    ['values that mlops.yml would refuse', { 'instance-type': 'm5.large' }, /SageMaker's name for it is "ml.m5.large"/],
  ])('refuses %s before it calls anybody', async (_what, inputs, sentence) => {
    const refused = await world.step(ACTION, { inputs: { model: 'threshold', ...inputs } });

    expect(refused.exitCode).toBe(1);
    expect(refused.annotations[0]).toMatch(sentence);
    expect(world.journal()).toEqual([]);
  });
});

describe('a cancelled deploy-serving', () => {
  beforeAll(async () => {
    world = scenario('sources');
    await world.step('train');
    await step();
    await world.step('train', { inputs: { config: 'mlops.other.yml' } });
  });
  afterAll(() => world.end());

  it.each([
    ['SIGINT', 'deploying threshold-g2', 130],
    ['SIGTERM', 'threshold: Updating', 143],
    ['SIGKILL', 'proving what', null],
  ] as const)('by %s at "%s" takes no second generation when it runs again', async (signal, after, exitCode) => {
    const cancelled = await world.step(ACTION, {
      inputs: { config: 'mlops.yml', version: '2' },
      signals: [{ after, signal }],
    });

    expect(cancelled.exitCode).toBe(exitCode);
    if (signal !== 'SIGKILL') expect(cancelled.log).toContain('the next run goes on from there');
  });

  it('is resumed by the next run, in the generation that was taken', async () => {
    const resumed = await step({ version: '2' });

    expect(resumed).toMatchObject({ exitCode: 0, outputs: { outcome: 'deployed', generation: '2' } });
    expect(world.effects('UpdateEndpoint')).toHaveLength(1);
  });
});

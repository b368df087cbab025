import { describe, expect, it } from '@jest/globals';
import { load, minimal, mistakes, overridesOf } from './files.ts';

const FULL = `# yaml-language-server: $schema=schemas/mlops.v1.schema.json
version: 1
model: product-similarity
task: binary
data:
  channels: { train: data/train.csv, validation: ./data/valid.csv }
  held-out: data/test.csv
  columns: { id: pair_id, label: match }
  positive: 1
image: { context: ., requirements: model/requirements.txt }
train:
  script: model/train.py
  instance-type: [ml.m5.xlarge, ml.m5.2xlarge]
  hyperparameters: { trees: 300, columns: [name, description], balanced: true, rate: 1e-3, kind: "300" }
  max-runtime: 1h30m
validate:
  script: model/validate.py
  threshold: 0.5
  inconclusive: warn
  gates:
    - { id: f1-floor, metric: f1, min: 0.85 }
    - { id: f1-champion, metric: f1, vs: champion, rule: not-worse, margin: 0.01, inconclusive: block }
    - { metric: log-loss, max: 0.7 }
register: { approval: manual }
serve: { script: serve/app.py, instance-type: ml.m5.large, strategy: all-at-once, smoke: serve/smoke.yml }
registry: staging
environments:
  staging:
    destination: aws
    region: eu-west-1
    assume-role: arn:aws:iam::111111111111:role/mlops-github
    execution-role: arn:aws:iam::111111111111:role/mlops-job
    bucket: acme-mlops-staging
    kms-key: alias/mlops
    network: { subnets: [subnet-0a], security-groups: [sg-0b] }
    tags: { CostCenter: "4711" }
  production:
    like: staging
    execution-role: arn:aws:iam::222222222222:role/mlops-job
    bucket: acme-mlops-production
    serve: { instance-count: 2 }
`;

describe('the registry', () => {
  it('is another environment for a run on AWS, and none for the one that owns it or for this machine', async () => {
    const registryOf = async (environment?: string) =>
      (await load(FULL, environment === undefined ? {} : { environment })).config.registry;

    expect(await registryOf('production')).toMatchObject({ name: 'staging', bucket: 'acme-mlops-staging' });
    expect(await registryOf('staging')).toBeUndefined();
    expect(await registryOf()).toBeUndefined();
  });
});

describe('the minimal file', () => {
  it('loads with everything else inferred', async () => {
    const { config } = await load(minimal());

    expect(config).toEqual({
      version: 1,
      model: 'churn',
      task: 'binary',
      data: {
        kind: 'table',
        table: 'data/churn.csv',
        heldOutShare: 0.2,
        splitLock: 'data/split.lock',
        columns: { label: 'churned' },
      },
      image: { context: '.' },
      train: {
        script: 'model/train.py',
        instanceTypes: ['ml.m5.large'],
        hyperparameters: {},
        maxRuntimeSeconds: 3_600,
        volumeSizeGb: 30,
      },
      validate: {
        script: 'model/validate.py',
        inconclusive: 'block',
        firstModel: 'pass',
        mode: 'enforce',
        confidence: 0.95,
        exactRows: 200_000,
        slices: [],
        gates: [{ id: 'roc-auc-min', metric: 'roc-auc', min: 0.8, inconclusive: 'block', file: 'mlops.yml', line: 6 }],
      },
      register: { approval: 'environment' },
      serve: {
        script: 'serve/app.py',
        instanceType: 'ml.m5.large',
        instanceCount: 1,
        endpoint: 'churn',
        startupTimeoutSeconds: 600,
      },
      environment: { name: 'local', destination: 'local', tags: {} },
    });
  });

  it('reads capacity, variables and metrics of training, and doubles max-runtime for the wait', async () => {
    const text = minimal([
      'script: model/train.py',
      'script: model/train.py, max-runtime: 2h, spot: true, checkpoints: true, environment: { MODE: fast }, metrics: { loss: "loss=(.+)" }',
    ]);

    expect((await load(text)).config.train).toMatchObject({
      spot: { maxWaitSeconds: 14_400 },
      checkpoints: true,
      environment: { MODE: 'fast' },
      metrics: { loss: 'loss=(.+)' },
    });
  });

  it('is frozen to the last value', async () => {
    const { config } = await load(minimal());

    expect(
      Object.isFrozen(config) && Object.isFrozen(config.train.instanceTypes) && Object.isFrozen(config.data.columns),
    ).toBe(true);
  });

  it('takes the requirements that lie where they are expected', async () => {
    const { config, inferences } = await load({ 'mlops.yml': minimal(), 'model/requirements.txt': 'numpy' });

    expect(config.image.requirements).toBe('model/requirements.txt');
    expect(inferences.get('image.requirements')).toBe('the file that is there');
  });
});

describe('the full file', () => {
  it('keeps the types of hyperparameters and the order of instance types', async () => {
    const { config } = await load(FULL);

    expect(config.train).toMatchObject({
      instanceTypes: ['ml.m5.xlarge', 'ml.m5.2xlarge'],
      hyperparameters: { trees: 300, columns: ['name', 'description'], balanced: true, rate: 0.001, kind: '300' },
      maxRuntimeSeconds: 5_400,
    });
  });

  it('normalises paths and keeps the positive label as written', async () => {
    const { config } = await load(FULL.replace('positive: 1', 'positive: 1.0'));

    expect(config.data).toEqual({
      kind: 'channels',
      channels: { train: 'data/train.csv', validation: 'data/valid.csv' },
      heldOut: 'data/test.csv',
      columns: { id: 'pair_id', label: 'match' },
      positive: '1.0',
    });
  });

  it('gives every gate an id, an answer to doubt and its line', async () => {
    const { config } = await load(FULL);

    expect(config.validate.gates).toEqual([
      { id: 'f1-floor', metric: 'f1', min: 0.85, inconclusive: 'warn', file: 'mlops.yml', line: 21 },
      {
        id: 'f1-champion',
        metric: 'f1',
        vs: 'champion',
        rule: 'not-worse',
        confidence: 0.95,
        margin: 0.01,
        inconclusive: 'block',
        file: 'mlops.yml',
        line: 22,
      },
      { id: 'log-loss-max', metric: 'log-loss', max: 0.7, inconclusive: 'warn', file: 'mlops.yml', line: 23 },
    ]);
  });

  it('runs on this machine until an environment is chosen', async () => {
    const { config, environments } = await load(FULL);

    expect(config.environment).toEqual({ name: 'local', destination: 'local', tags: {} });
    expect(environments).toEqual(['staging', 'production']);
  });

  it('takes from "like" what the environment does not say itself', async () => {
    const { config } = await load(FULL, { environment: 'production' });

    expect(config.environment).toEqual({
      name: 'production',
      destination: 'aws',
      region: 'eu-west-1',
      assumeRole: 'arn:aws:iam::111111111111:role/mlops-github',
      executionRole: 'arn:aws:iam::222222222222:role/mlops-job',
      bucket: 'acme-mlops-production',
      kmsKey: 'alias/mlops',
      network: { subnets: ['subnet-0a'], securityGroups: ['sg-0b'] },
      tags: { CostCenter: '4711' },
    });
    expect(config.serve.instanceCount).toBe(2);
  });
});

describe('precedence', () => {
  const layered = {
    'shared.yml':
      'train: { volume-size-gb: 40, max-runtime: 2h, instance-type: ml.c5.large }\nserve: { instance-count: 2 }\n',
    'mlops.yml': `extends: shared.yml\n${minimal(['script: model/train.py', 'script: model/train.py, max-runtime: 3h, instance-type: ml.c5.xlarge'])}environments:\n  lab: { destination: local, train: { instance-type: ml.c5.2xlarge } }\n`,
  };

  it('is override, environment, file, extended file, default', async () => {
    const only = await load(layered);
    const inLab = await load(layered, { environment: 'lab' });
    const overridden = await load(layered, {
      environment: 'lab',
      overrides: overridesOf({ 'train.instance-type': 'ml.c5.4xlarge' }),
    });

    expect(only.config.train).toMatchObject({
      volumeSizeGb: 40,
      maxRuntimeSeconds: 10_800,
      instanceTypes: ['ml.c5.xlarge'],
    });
    expect(only.config.serve).toMatchObject({ instanceCount: 2, startupTimeoutSeconds: 600 });
    expect(inLab.config.train.instanceTypes).toEqual(['ml.c5.2xlarge']);
    expect(overridden.config.train.instanceTypes).toEqual(['ml.c5.4xlarge']);
  });

  it('keeps the place of every value', async () => {
    const { origins } = await load(layered, {
      environment: 'lab',
      overrides: overridesOf({ 'serve.instance-count': 3 }),
    });

    expect(origins.get('train.volume-size-gb')).toEqual({ file: 'shared.yml', line: 1, column: 26 });
    expect(origins.get('train.max-runtime')).toMatchObject({ file: 'mlops.yml', line: 6 });
    expect(origins.get('train.instance-type')).toMatchObject({ file: 'mlops.yml', line: 9 });
    expect(origins.get('serve.instance-count')).toEqual({ file: 'override' });
    expect(origins.has('serve.script')).toBe(false);
  });

  it.each([
    ['gates', 'validate.gates', []],
    ['the threshold', 'validate.threshold', 0.1],
    ['the held-out data', 'data.held-out', 'easy.csv'],
  ])('does not reach %s', async (_what, path, value) => {
    expect(await mistakes(minimal(), { overrides: overridesOf({ [path]: value }) })).toEqual([
      `override ${path}: Gates and what they are judged on cannot be overridden; change mlops.yml, so that the change is reviewed.`,
    ]);
  });

  it('checks an override like a value of the file', async () => {
    expect(await mistakes(minimal(), { overrides: overridesOf({ 'train.max-runtime': 3600 }) })).toEqual([
      'override train.max-runtime: 3600 has no unit; write "1h" for 3600 seconds.',
    ]);
  });
});

describe('paths', () => {
  it('may leave the folder of mlops.yml and not the repository', async () => {
    const at = (table: string) => ({ 'models/churn/mlops.yml': minimal(['data/churn.csv', table]) });
    const file = 'models/churn/mlops.yml';
    const { config } = await load(at('../../data/churn.csv'), { file });

    expect(config.data).toMatchObject({ table: '../../data/churn.csv' });
    expect(await mistakes(at('../../../churn.csv'), { file })).toHaveLength(1);
  });
});

describe('a file with Windows line ends and a byte order mark', () => {
  it('loads', async () => {
    const { config } = await load(`\uFEFF${minimal().replaceAll('\n', '\r\n')}`);

    expect(config.model).toBe('churn');
  });
});

describe('a file that is not there', () => {
  it('is an error of its own', async () => {
    await expect(load({})).rejects.toMatchObject({
      code: 'CONFIG_NOT_FOUND',
      message: 'There is no configuration file at mlops.yml.',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { loadParts, type Part, type PartsOptions } from '../../src/config/parts.ts';
import { isMlopsError } from '../../src/domain/errors.ts';
import { minimal } from './files.ts';

const paths = {
  model: 'model',
  task: 'task',
  destination: 'environments.*.destination',
  region: 'environments.*.region',
  subnets: 'environments.*.network.subnets',
  'security-groups': 'environments.*.network.security-groups',
  bucket: 'environments.*.bucket',
  'execution-role': 'environments.*.execution-role',
  channels: 'data.channels',
  'held-out': 'data.held-out',
  label: 'data.label',
  positive: 'data.positive',
  script: 'train.script',
  'instance-type': 'train.instance-type',
  hyperparameters: 'train.hyperparameters',
  'max-runtime': 'train.max-runtime',
  gates: 'validate.gates',
};

const ROLE = 'arn:aws:iam::111111111111:role/mlops-job';

const read = <P extends Part>(
  parts: readonly P[],
  values: Readonly<Record<string, string>>,
  options: Partial<PartsOptions<P>> & { readonly files?: Readonly<Record<string, string>> } = {},
) => {
  const readFile = async (path: string) => options.files?.[path];
  return loadParts({ parts, values, paths, folder: '.', readFile, ...options });
};

const refused = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isMlopsError(error)) throw error;
  return { code: error.code, details: error.details };
};

describe('inputs alone', () => {
  it('become the parts that are asked for, with the defaults of the file', async () => {
    const config = await read(['train'], {
      model: 'churn',
      script: 'model/train.py',
      'instance-type': 'ml.m5.xlarge, ml.m5.2xlarge',
      hyperparameters: 'trees: 300\nweights: [1, 2]\nname: "300"',
    });

    expect(config.model).toBe('churn');
    expect(config.environment).toMatchObject({ name: 'local', destination: 'local' });
    expect(config.train).toMatchObject({
      script: 'model/train.py',
      instanceTypes: ['ml.m5.xlarge', 'ml.m5.2xlarge'],
      hyperparameters: { trees: 300, weights: [1, 2], name: '300' },
      maxRuntimeSeconds: 3600,
    });
  });

  it('are the same as a file that says the same', async () => {
    const files = { 'mlops.yml': minimal(['script: model/train.py', 'script: model/train.py, max-runtime: 30m']) };

    const fromFile = await read(['train'], {}, { file: 'mlops.yml', files });
    const fromInputs = await read(['train'], { model: 'churn', script: 'model/train.py', 'max-runtime': '30m' });

    expect(fromInputs.train).toEqual(fromFile.train);
  });

  it('keep a positive label as it was written', async () => {
    const data = { channels: 'train: a.csv', 'held-out': 'b.csv', label: 'y', positive: '01' };

    expect((await read(['data'], { model: 'churn', ...data })).data.positive).toBe('01');
    expect((await read(['data'], { model: 'churn', ...data, positive: '>50K' })).data.positive).toBe('>50K');
  });

  it('describe an environment of their own', async () => {
    const { environment } = await read(['serve'], {
      model: 'churn',
      destination: 'aws',
      region: 'eu-west-1',
      bucket: 'acme-mlops',
      'execution-role': ROLE,
      subnets: 'subnet-0a',
      'security-groups': 'sg-0a\nsg-0b',
    });

    expect(environment).toMatchObject({
      destination: 'aws',
      region: 'eu-west-1',
      network: { subnets: ['subnet-0a'], securityGroups: ['sg-0a', 'sg-0b'] },
    });
  });

  it('are refused with every mistake named by its input', async () => {
    const values = { region: 'eu-west-1', script: 'model/train.py', 'instance-type': 'm5.large', hyperparameters: '{' };

    expect(await refused(read(['train', 'validate'], values, { environment: 'staging' }))).toMatchInlineSnapshot(`
{
  "code": "INPUT_INVALID",
  "details": {
    "problems": [
      {
        "input": "hyperparameters",
        "message": "A quote or bracket is not closed (Flow map must end with a }).",
      },
      {
        "input": "model",
        "message": "The key "model" is missing; expected a name for the model: letters, digits and hyphens, at most 46 characters, starting and ending with a letter or digit.",
      },
      {
        "input": "instance-type",
        "message": ""m5.large" is an EC2 type; SageMaker's name for it is "ml.m5.large".",
      },
      {
        "input": "gates",
        "message": "The key "validate" is missing; expected a map such as { gates: [{ metric: roc-auc, min: 0.80 }] }.",
      },
      {
        "input": "destination",
        "message": "The environment "inputs" has no destination; write aws or local.",
      },
      {
        "input": "environment",
        "message": ""staging" is an environment of mlops.yml, and no file was given; name it with "config".",
      },
    ],
  },
}
`);
  });
});

describe('what an action needs', () => {
  const values = { model: 'churn', 'instance-type': 'ml.m5.xlarge' };

  it('is no key that none of its inputs stands for', async () => {
    const { script: _none, ...withoutScript } = paths;
    const { train } = await read(['train'], values, { paths: withoutScript });

    expect(train.instanceTypes).toEqual(['ml.m5.xlarge']);
  });

  it.each([{}, { file: 'mlops.yml', files: { 'mlops.yml': minimal() } }])(
    'beyond mlops.yml is asked for together with every other mistake',
    async (options) => {
      const wrong = { ...values, 'max-runtime': '3600' };

      expect(await refused(read(['train'], { script: 'a.py', ...wrong }, { needs: ['job'], ...options }))).toEqual({
        code: 'INPUT_INVALID',
        details: {
          problems: expect.arrayContaining([
            { input: 'job', message: 'This input is needed and was not given.' },
            expect.objectContaining({ input: 'max-runtime' }),
          ]),
        },
      });
    },
  );

  it('is asked for by the input that spells the key another way', async () => {
    const given = { model: 'churn', channels: '{ train: a.csv }', 'held-out': 'b.csv', id: 'key' };
    const error = await refused(read(['data'], given, { paths: { ...paths, id: 'data.columns.id' } }));

    expect(error).toMatchObject({ details: { problems: [{ input: 'label' }] } });
  });
});

describe('inputs beside a file', () => {
  const files = {
    'mlops.yml': `${minimal()}environments:\n  lab: { destination: local, train: { instance-type: ml.c5.large } }\n`,
  };
  const beside = (values: Readonly<Record<string, string>>, environment?: string) =>
    read(['train', 'validate'], values, {
      file: 'mlops.yml',
      files,
      ...(environment === undefined ? {} : { environment }),
    });

  it('win over the file and its environment', async () => {
    expect((await beside({}, 'lab')).train.instanceTypes).toEqual(['ml.c5.large']);
    expect((await beside({ 'instance-type': 'ml.c5.xlarge' }, 'lab')).train.instanceTypes).toEqual(['ml.c5.xlarge']);
  });

  it('make no environment of a name that the file does not have', async () => {
    const place = { destination: 'aws', region: 'eu-west-1', bucket: 'acme', 'execution-role': ROLE };
    const unknown = { path: 'environments', message: expect.stringContaining('did you mean "lab"?') };

    for (const values of [place, { region: 'eu-west-1' }])
      expect(await refused(beside(values, 'lap'))).toMatchObject({
        code: 'CONFIG_INVALID',
        details: { problems: [unknown] },
      });
    expect((await beside(place)).environment).toMatchObject({ name: 'inputs', bucket: 'acme' });
  });

  it('do not reach gates and data', async () => {
    expect(await refused(beside({ gates: '[{ metric: accuracy, min: 0 }]', 'held-out': 'easy.csv' }))).toEqual({
      code: 'INPUT_INVALID',
      details: {
        problems: ['held-out', 'gates'].map((input) => ({ input, message: expect.stringContaining('overridden') })),
      },
    });
  });

  it('are told together with the mistakes of the file', async () => {
    const broken = { 'mlops.yml': minimal(['task: binary', 'task: binry']) };
    const error = await refused(read(['train'], { 'max-runtime': '3600' }, { file: 'mlops.yml', files: broken }));

    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      details: { problems: expect.arrayContaining([expect.objectContaining({ file: 'mlops.yml', path: 'task' })]) },
    });
    expect(JSON.stringify(error)).toContain('input max-runtime');
  });
});

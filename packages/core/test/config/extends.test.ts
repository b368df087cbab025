import { describe, expect, it } from '@jest/globals';
import { load, minimal, mistakes } from './files.ts';

describe('extends', () => {
  it('merges maps and replaces lists', async () => {
    const { config, files } = await load(
      {
        'mlops.yml': minimal([
          '[{ metric: roc-auc, min: 0.80 }]',
          '[{ metric: roc-auc, min: 0.80 }, { metric: f1, min: 0.5 }]',
        ]),
        'weak.yml':
          'extends: mlops.yml\ntrain: { hyperparameters: { depth: 1 } }\nvalidate: { gates: [{ metric: recall, min: 0.1 }] }\n',
      },
      { file: 'weak.yml' },
    );

    expect(config.train).toMatchObject({ script: 'model/train.py', hyperparameters: { depth: 1 } });
    expect(config.validate.gates.map(({ id, file }) => [id, file])).toEqual([['recall-min', 'weak.yml']]);
    expect(files).toEqual(['weak.yml', 'mlops.yml']);
  });

  it('is relative to the file that holds it', async () => {
    const { config } = await load(
      {
        'shared/base.yml': 'extends: ../common.yml\nregister: { approval: manual }\n',
        'common.yml': 'serve: { instance-count: 4 }\n',
        'models/churn/mlops.yml': `extends: ../../shared/base.yml\n${minimal()}`,
      },
      { file: 'models/churn/mlops.yml' },
    );

    expect([config.register.approval, config.serve.instanceCount]).toEqual(['manual', 4]);
  });

  it('tells the mistakes of every file, each once, with its own lines', async () => {
    const found = await mistakes({
      'mlops.yml': `extends: base.yml\n${minimal(['0.80', '80'])}`,
      'base.yml': 'train:\n  max-runtime: 3600\nserve: { instance-type: m5.large }\n',
    });

    expect(found).toEqual([
      'mlops.yml:7:45 validate.gates[0].min: 80 is out of range: "roc-auc" lies between 0 and 1; write 0.8 for 80 %.',
      'base.yml:2:16 train.max-runtime: 3600 has no unit; write "1h" for 3600 seconds.',
      `base.yml:3:25 serve.instance-type: "m5.large" is an EC2 type; SageMaker's name for it is "ml.m5.large".`,
    ]);
  });

  it('tells the mistake in a value that another file replaces', async () => {
    const found = await mistakes({
      'mlops.yml': `extends: base.yml\n${minimal()}`,
      'base.yml': 'model: my_model\n',
    });

    expect(found).toEqual([
      'base.yml:1:8 model: "my_model" is no SageMaker name (letters, digits and hyphens); write "my-model".',
    ]);
  });

  it.each([
    [
      'goes in a circle',
      { 'mlops.yml': 'extends: a.yml\n', 'a.yml': 'extends: mlops.yml\n' },
      'a.yml:1:10 extends: "extends" goes in a circle: mlops.yml → a.yml → mlops.yml.',
    ],
    [
      'names itself',
      { 'mlops.yml': 'extends: ./mlops.yml\n' },
      'mlops.yml:1:10 extends: "extends" goes in a circle: mlops.yml → mlops.yml.',
    ],
    [
      'is too deep',
      Object.fromEntries([
        ['mlops.yml', 'extends: 1.yml'],
        ...[1, 2, 3, 4, 5].map((n) => [`${n}.yml`, `extends: ${n + 1}.yml`]),
      ]),
      '4.yml:1:10 extends: "extends" goes through more than 5 files; the chain is mlops.yml → 1.yml → 2.yml → 3.yml → 4.yml.',
    ],
    [
      'leads nowhere',
      { 'mlops.yml': 'extends: gone.yml\n' },
      'mlops.yml:1:10 extends: There is no file gone.yml; "extends" is relative to the file that holds it.',
    ],
    [
      'is no path',
      { 'mlops.yml': 'extends: s3://bucket/base.yml\n' },
      'mlops.yml:1:10 extends: "s3://bucket/base.yml" is an address, and what a run uses is known by its content; copy it with "aws s3 cp s3://bucket/base.yml <path>" in a step before, and write the path of the copy.',
    ],
  ])('is refused when it %s', async (_why, files, sentence) => {
    expect(await mistakes(files as Readonly<Record<string, string>>)).toEqual([sentence]);
  });
});

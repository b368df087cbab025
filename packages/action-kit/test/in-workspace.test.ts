import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MlopsError } from '@mlops-actions/core';
import { inWorkspace } from '../src/in-workspace.ts';

const workspace = join('/', 'home', 'runner', 'work');
const failing = (error: Error) =>
  inWorkspace({ root: join(workspace, 'models', 'churn') }, { workspace }, async () => {
    throw error;
  }).catch((thrown: unknown) => thrown);

describe('inWorkspace', () => {
  it('names mistakes in data by their place in the workspace, and objects of a bucket as they are', async () => {
    const problems = [
      { file: 'data/train.csv', line: 3, path: 'label', message: 'It is empty.' },
      { file: '../shared/test.csv', path: 'label', message: 'It is empty.' },
      { file: 's3://acme/predictions.csv', path: 'predictions', message: 'It is empty.' },
    ];
    const error = await failing(new MlopsError('DATA_INVALID', { problems }));

    expect(error).toMatchObject({
      code: 'DATA_INVALID',
      details: {
        problems: [
          { file: 'models/churn/data/train.csv', line: 3 },
          { file: 'models/shared/test.csv' },
          { file: 's3://acme/predictions.csv' },
        ],
      },
    });
  });

  it('leaves every other error, and every result, as it is', async () => {
    const error = new MlopsError('OBJECT_NOT_FOUND', { location: 'data/train.csv' });

    expect(await failing(error)).toBe(error);
    expect(await inWorkspace({ root: workspace }, { workspace }, async () => 42)).toBe(42);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { specDigest, type TrainingRequest } from '../../src/domain/job-spec.ts';

const request: TrainingRequest = {
  kind: 'training',
  image: `local/churn@sha256:${'a'.repeat(64)}`,
  entrypoint: ['python', 'mlops_runtime.py', 'train', 'model/train.py'],
  environment: {},
  instanceTypes: ['ml.m5.large'],
  volumeSizeGb: 30,
  maxRuntimeSeconds: 3600,
  hyperparameters: { trees: '300' },
  channels: { train: { uri: 's3://bucket/data/sha256-b/', digest: 'b'.repeat(64) } },
  metrics: {},
};

describe('spec-v1', () => {
  it('is frozen: a later release must find the jobs of this one', () => {
    expect(specDigest(request)).toBe('907eccb6af11bbbf430a59014083aaa8578421527e3c6ace95655df2eb286147');
  });

  it.each([
    [
      'the registry and repository of the image',
      { image: `123.dkr.ecr.eu-west-1.amazonaws.com/other@sha256:${'a'.repeat(64)}` },
    ],
    ['the metrics that are watched', { metrics: { loss: 'loss=(.+)' } }],
    ['where the same data lies', { channels: { train: { uri: 's3://elsewhere/x/', digest: 'b'.repeat(64) } } }],
  ])('does not change with %s', (_what, change) => {
    expect(specDigest({ ...request, ...change })).toBe(specDigest(request));
  });

  it.each([
    ['the image digest', { image: `local/churn@sha256:${'c'.repeat(64)}` }],
    ['a hyperparameter', { hyperparameters: { trees: '301' } }],
    ['the data', { channels: { train: { uri: 's3://bucket/data/sha256-b/', digest: 'd'.repeat(64) } } }],
    ['the order of instance types', { instanceTypes: ['ml.m5.xlarge', 'ml.m5.large'] }],
    [
      'what the program is told of a channel',
      { channels: { train: { uri: 's3://bucket/data/sha256-b/', digest: 'b'.repeat(64), contentType: 'text/csv' } } },
    ],
    ['a variable', { environment: { MODE: 'fast' } }],
    ['leaving the start to the image', { entrypoint: [] }],
    ['the script', { entrypoint: ['python', 'mlops_runtime.py', 'train', 'model/other.py'] }],
  ])('changes with %s', (_what, change) => {
    expect(specDigest({ ...request, ...change })).not.toBe(specDigest(request));
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of members, and parses back to the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

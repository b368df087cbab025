import { expect, it } from '@jest/globals';
import { volumeKey } from '../../src/aws/volume-key.ts';

const ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

it.each([
  [ARN, ['ml.m5.large'], ARN],
  [ARN, ['ml.c6i.xlarge', 'ml.p3.2xlarge'], ARN],
  [ARN, ['ml.m5.large', 'ml.m5d.large'], undefined],
  [ARN, ['ml.g5.xlarge'], undefined],
  [ARN, ['ml.p4d.24xlarge'], undefined],
  [ARN, ['ml.trn1.2xlarge'], undefined],
  [ARN, ['ml.r6id.large'], undefined],
  ['alias/mlops', ['ml.m5.large'], undefined],
  ['arn:aws:kms:eu-west-1:111111111111:alias/mlops', ['ml.m5.large'], undefined],
  [undefined, ['ml.m5.large'], undefined],
])('the volumes of jobs with the key %s on %j are encrypted with %s', (kmsKey, types, key) => {
  expect(volumeKey(kmsKey === undefined ? {} : { kmsKey }, types)).toBe(key);
});

import { describe, expect, it } from '@jest/globals';
import { createClients } from '../../src/aws/clients.ts';
import { preflight } from '../../src/aws/preflight.ts';
import { type Answer, answering, stsAnswer, stsRefusal } from '../support/answering.ts';

const place = {
  name: 'staging',
  region: 'eu-west-1',
  bucket: 'acme-mlops',
  executionRole: 'arn:aws:iam::111111111111:role/mlops-job',
  assumeRole: 'arn:aws:iam::111111111111:role/mlops-github',
};

/** Both services at one address: STS is asked by POST, the bucket by HEAD. */
async function ask(bucket: Answer, caller: Answer | string, offered = true) {
  await using service = await answering((asked) => {
    if (asked.method === 'HEAD') return bucket;
    return typeof caller === 'string' ? stsAnswer(asked, `<Account>${caller}</Account>`) : caller;
  });
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
  const clients = createClients({ region: 'eu-west-1', endpoint: service.url, credentials });
  try {
    return await preflight(clients, place, offered).then(
      () => 'usable',
      (error) => ({ code: error.code, reasons: error.details.reasons }),
    );
  } finally {
    clients.destroy();
  }
}

const here = { headers: { 'x-amz-bucket-region': 'eu-west-1' } };

describe('before anything is made on AWS', () => {
  it('nothing is said of a bucket of this region and a role of this account', async () => {
    expect(await ask(here, '111111111111')).toBe('usable');
  });

  it.each([
    ['is absent', { status: 404 }, 'There is no bucket of that name.'],
    ['may not be read', { status: 403 }, 'The role lacks s3:ListBucket on it, or it belongs to another account.'],
    [
      'lies elsewhere and redirects',
      { status: 301, headers: { 'x-amz-bucket-region': 'us-east-1' } },
      'It is in us-east-1; the environment says eu-west-1.',
    ],
    [
      'lies elsewhere and answers',
      { headers: { 'x-amz-bucket-region': 'us-east-1' } },
      'It is in us-east-1; the environment says eu-west-1.',
    ],
  ])('a bucket that %s is named', async (_what, bucket, reason) => {
    expect(await ask(bucket, '111111111111')).toEqual({ code: 'BUCKET_UNUSABLE', reasons: [reason] });
  });

  it('credentials of another account than the execution role are named together with the bucket', async () => {
    expect(await ask({ status: 404 }, '222222222222')).toEqual({
      code: 'CREDENTIALS_INVALID',
      reasons: [
        'The credentials are of the account 222222222222, "execution-role" is of 111111111111.',
        'There is no bucket of that name.',
      ],
    });
  });

  it.each([
    [true, 'Check that the trust policy'],
    [false, 'id-token: write'],
  ])('refused credentials are told with what to check (identity offered: %s)', async (offered, advice) => {
    const refused = stsRefusal('InvalidClientTokenId', 'The security token is invalid.');

    expect(await ask(here, refused, offered)).toEqual({
      code: 'CREDENTIALS_INVALID',
      reasons: [expect.stringContaining('InvalidClientTokenId'), expect.stringContaining(advice)],
    });
  });
});

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProgressEvent } from '@mlops-actions/core';
import { type LocalServer, localServer } from '../../../sagemaker-local/test/support/local-server.ts';
import { createPorts, type PortOptions } from '../../src/create-ports.ts';
import { environment } from '../support/environment.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The account that sagemaker-local's STS speaks for. */
const ACCOUNT = '000000000000';
const place: PortOptions['config']['environment'] = {
  name: 'staging',
  destination: 'aws',
  region: 'us-east-1',
  executionRole: `arn:aws:iam::${ACCOUNT}:role/mlops-job`,
  bucket: 'acme',
  kmsKey: 'alias/mlops',
  network: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
  tags: { CostCenter: '4711', 'mlops:run': 'forged' },
};

let server: LocalServer;
beforeEach(async () => {
  server = await localServer();
  const s3 = new S3Client({ ...server.settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
  s3.destroy();
});
afterEach(() => server.close());

/** The ports of an account that a server on loopback stands in for. */
async function connected(changes: Partial<typeof place> = {}, variables: Readonly<Record<string, string>> = {}) {
  await using folder = await temporaryFolder();
  using _ = environment({
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'x',
    ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
    ...variables,
  });
  const told: ProgressEvent[] = [];
  const ports = await createPorts({
    config: { environment: { ...place, ...changes } },
    run: { repository: 'acme/churn', runId: '4711' },
    progress: (event) => void told.push(event),
    signal: new AbortController().signal,
    ...{ root: folder.path, home: folder.path, caller: import.meta.url },
  });
  await ports.close();
  return { ports, told };
}

describe('an environment on AWS', () => {
  it('gives jobs its role, network, key and tags, which none of the tags of a user can forge', async () => {
    const { ports } = await connected();

    expect(ports.destination).toBe('aws');
    expect(ports.placement).toEqual({
      role: place.executionRole,
      kmsKey: 'alias/mlops',
      subnets: ['subnet-1'],
      securityGroups: ['sg-1'],
      tags: { CostCenter: '4711', 'mlops:repo': 'acme/churn', 'mlops:run': '4711' },
    });
    expect(ports.objects.uri('data/x')).toBe('s3://acme/data/x');
  });

  it('asks who it is and for its bucket, and nothing else', async () => {
    await connected();

    const calls = (await server.journal()).map(({ operation }) => operation);
    expect(calls.slice(-2)).toEqual(['GetCallerIdentity', 'HeadBucket']);
  });

  it('says that the volumes of jobs do not take the alias of a key', async () => {
    expect((await connected()).told).toEqual([
      { type: 'warning', step: 'training', text: expect.stringContaining('"alias/mlops" is an alias') },
    ]);
    expect((await connected({ kmsKey: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1` })).told).toEqual([]);
  });

  it('is refused with every reason when role and bucket are both wrong', async () => {
    const foreign = { executionRole: 'arn:aws:iam::222222222222:role/mlops-job', bucket: 'acme-none' };

    await expect(connected(foreign)).rejects.toMatchObject({
      code: 'CREDENTIALS_INVALID',
      details: { reasons: [expect.stringContaining('222222222222'), 'There is no bucket of that name.'] },
    });
  });

  it('is refused with what to check when its key is of nobody', async () => {
    await expect(connected({}, { AWS_ACCESS_KEY_ID: 'AKIANOBODY' })).rejects.toMatchObject({
      code: 'CREDENTIALS_INVALID',
      details: { reasons: [expect.stringContaining('GetCallerIdentity'), expect.stringContaining('surroundings')] },
    });
  });
});

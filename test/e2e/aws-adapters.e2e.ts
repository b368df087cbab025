import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsClients, createClients } from '../../packages/adapters/src/aws/clients.ts';
import { ecrRegistry } from '../../packages/adapters/src/aws/ecr.ts';
import { S3_LIMITS } from '../../packages/adapters/src/aws/object-limits.ts';
import { awsObjects } from '../../packages/adapters/src/aws/objects.ts';
import { createPorts } from '../../packages/adapters/src/create-ports.ts';
import { workspace } from '../../packages/adapters/src/node/workspace.ts';
import { answering } from '../../packages/adapters/test/support/answering.ts';
import { environment } from '../../packages/adapters/test/support/environment.ts';
import { foreignS3 } from '../../packages/adapters/test/support/foreign-s3.ts';
import { temporaryFolder } from '../../packages/adapters/test/temporary-folder.ts';
import { ACCOUNT, REGION } from './aws/cloud.ts';
import { type Server, startServer } from './aws/server.ts';

// Needs moto_server on PATH, so it is no part of `pnpm test`; `.ci/phases/aws-double` runs it.
const BUCKET = 'acme-mlops';
const MIB = 2 ** 20;
const LIMITS = { singlePutBytes: 6 * MIB, singleCopyBytes: 6 * MIB, partBytes: 5 * MIB, copyPartBytes: 5 * MIB };

let moto: Server;
let s3: ReturnType<typeof foreignS3>;
let clients: AwsClients;
beforeAll(async () => {
  moto = await startServer('moto_server', ['-H', '127.0.0.1', '-p', '0'], { MOTO_ACCOUNT_ID: ACCOUNT });
  s3 = foreignS3(moto.url, REGION);
  await s3.createBucket(BUCKET);
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  clients = createClients({ region: REGION, endpoint: moto.url, credentials });
});
afterAll(async () => {
  clients?.destroy();
  s3?.destroy();
  await moto?.stop();
});

const objectsIn = (root: string, options = {}) =>
  awsObjects(clients.s3, BUCKET, workspace(root, join(root, 'records')), options);

describe('objects in moto', () => {
  test('a name is claimed by one of many', async () => {
    await using folder = await temporaryFolder();
    const { claim } = objectsIn(folder.path);

    const won = await Promise.all(Array.from({ length: 10 }, (_, n) => claim('ledger/000001.json', `{"run":${n}}`)));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await claim('ledger/000001.json', '{"run":11}')).toBe(false);
  });

  test('a large file is sent and copied in parts, with its bytes and its key', async () => {
    const bytes = Buffer.alloc(12 * MIB);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'model.tar.gz'), bytes);
    const { store, copy, digest, uri } = objectsIn(folder.path, { limits: { ...S3_LIMITS, ...LIMITS }, kmsKey: 'k' });

    await store('jobs/ä b+c/model.tar.gz', { file: 'model.tar.gz' });
    await copy(uri('jobs/ä b+c/model.tar.gz'), 'models/copy.tar.gz');

    expect(await digest(uri('models/copy.tar.gz'))).toBe(createHash('sha256').update(bytes).digest('hex'));
    const copied = await s3.head(BUCKET, 'models/copy.tar.gz');
    expect(copied).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'k',
      ETag: expect.stringMatching(/-3"$/),
    });
  });

  test('what is listed fills more than one page', async () => {
    await using folder = await temporaryFolder();
    const { store, list, fingerprint, uri } = objectsIn(folder.path);
    for (let n = 0; n < 1_001; n += 1) await store(`pages/${n}`, new Uint8Array([n % 256]));

    expect(await list('pages/')).toHaveLength(1_001);
    expect(await fingerprint(uri('pages/'))).toMatchObject({ bytes: 1_001 });
    expect(await fingerprint(uri('none/'))).toBeUndefined();
  });
});

describe('repositories in moto', () => {
  test('the login names the registry that the service names', async () => {
    expect(await ecrRegistry(clients.ecr).login()).toEqual({
      registry: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
      username: 'AWS',
      password: `${ACCOUNT}-auth-token`,
    });
  });

  test('a repository is made when that is allowed, and only once', async () => {
    const ecr = ecrRegistry(clients.ecr);
    const uri = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/churn`;

    await expect(ecr.ensureRepository('churn', { create: false })).rejects.toMatchObject({
      code: 'REPOSITORY_MISSING',
    });
    const tags = { CostCenter: '4711' };
    expect(await ecr.ensureRepository('churn', { create: true, tags })).toEqual({ uri, created: true });
    expect(await ecr.ensureRepository('churn', { create: true, tags })).toEqual({ uri, created: false });
  });

  test('two runs that make it at once both find it', async () => {
    const ecr = ecrRegistry(clients.ecr);

    const both = await Promise.all([1, 2].map(() => ecr.ensureRepository('twice', { create: true })));

    expect(both.filter(({ created }) => created)).toHaveLength(1);
  });
});

describe('an environment with a role', () => {
  const place = {
    name: 'staging',
    destination: 'aws' as const,
    region: REGION,
    assumeRole: `arn:aws:iam::${ACCOUNT}:role/mlops-github`,
    executionRole: `arn:aws:iam::${ACCOUNT}:role/mlops-job`,
    bucket: BUCKET,
    tags: {},
  };
  const run = { repository: 'acme/churn', runId: '4711' };

  const connect = (root: string, changes: Partial<typeof place> = {}) =>
    createPorts({
      config: { environment: { ...place, ...changes } },
      ...{ root, home: root, run, progress: () => undefined },
      ...{ signal: new AbortController().signal, caller: import.meta.url },
    });

  const surroundings = (runner?: string) =>
    environment({
      AWS_ENDPOINT_URL_S3: moto.url,
      AWS_ENDPOINT_URL_STS: moto.url,
      AWS_ENDPOINT_URL_ECR: moto.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: runner === undefined ? 'AKIAAMBIENT' : undefined,
      AWS_SECRET_ACCESS_KEY: runner === undefined ? 'secret' : undefined,
      ACTIONS_ID_TOKEN_REQUEST_URL: runner,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: runner === undefined ? undefined : 'of-the-job',
    });

  test("takes it on with the runner's identity, and stores objects as it", async () => {
    await using folder = await temporaryFolder();
    await using runner = await answering(() => ({ body: JSON.stringify({ value: webIdentity() }) }));
    using _ = surroundings(runner.url);
    const ports = await connect(folder.path);

    expect(await ports.objects.store('as-the-role', new Uint8Array([1]))).toBe(true);
    await ports.close();

    expect(runner.asked).toHaveLength(1);
    expect((await s3.head(BUCKET, 'as-the-role')).ContentLength).toBe(1);
  });

  test('takes it on with the credentials of the surroundings', async () => {
    await using folder = await temporaryFolder();
    using _ = surroundings();
    const ports = await connect(folder.path);

    expect(await ports.objects.exists('s3://acme-mlops/none')).toBe(false);
    await ports.close();
  });

  test('and a bucket of another region is told where it is', async () => {
    await using folder = await temporaryFolder();
    using _ = surroundings();

    await expect(connect(folder.path, { region: 'us-west-2' as typeof REGION })).rejects.toMatchObject({
      code: 'BUCKET_UNUSABLE',
      details: { reasons: ['It is in eu-west-1; the environment says us-west-2.'] },
    });
  });

  test('and an execution role of another account is told', async () => {
    await using folder = await temporaryFolder();
    using _ = surroundings();

    await expect(
      connect(folder.path, { executionRole: 'arn:aws:iam::222222222222:role/mlops-job' }),
    ).rejects.toMatchObject({ code: 'CREDENTIALS_INVALID' });
  });
});

/** A token in the form of a JWT; moto looks at no signature. */
function webIdentity(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ sub: 'repo:acme/churn:ref:refs/heads/main', aud: 'sts.amazonaws.com' })}.signature`;
}

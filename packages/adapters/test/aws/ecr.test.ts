import { ECRClient } from '@aws-sdk/client-ecr';
import { describe, expect, it } from '@jest/globals';
import { ecrRegistry } from '../../src/aws/ecr.ts';
import { type Answer, answering } from '../support/answering.ts';

const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});
const refusal = (type: string) => json({ __type: type, message: 'said ECR' }, 400);

/** Asks an ECR that gives these answers by operation; what it was asked comes back beside the result. */
async function ask<T>(
  answers: Readonly<Record<string, Answer>>,
  use: (ecr: ReturnType<typeof ecrRegistry>) => Promise<T>,
) {
  await using service = await answering(({ headers }) => {
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    return answers[operation] ?? refusal('InvalidParameterException');
  });
  const client = new ECRClient({ region: 'cn-north-1', endpoint: service.url, credentials, maxAttempts: 1 });
  try {
    const result = await use(ecrRegistry(client)).catch((error: unknown) => error);
    return { result, asked: service.asked.map(({ body }) => JSON.parse(body)) };
  } finally {
    client.destroy();
  }
}

const token = (text: string, proxyEndpoint = 'https://111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn') =>
  json({ authorizationData: [{ authorizationToken: Buffer.from(text).toString('base64'), proxyEndpoint }] });

describe('the login to ECR', () => {
  it('takes host and port from the answer, and a password with colons whole', async () => {
    const { result } = await ask({ GetAuthorizationToken: token('AWS:a:b=', 'http://127.0.0.1:5000') }, (ecr) =>
      ecr.login(),
    );

    expect(result).toEqual({ registry: '127.0.0.1:5000', username: 'AWS', password: 'a:b=' });
  });

  it.each([
    ['a role without the right', refusal('AccessDeniedException')],
    ['an answer without a password', token('AWS')],
    ['an answer without a host', token('AWS:secret', '')],
  ])('is denied for %s, without a word of the token', async (_what, answer) => {
    const { result } = await ask({ GetAuthorizationToken: answer }, (ecr) => ecr.login());

    expect(result).toMatchObject({ code: 'ECR_AUTH_DENIED' });
    expect(String(result)).not.toContain('secret');
  });

  it('that fails otherwise is told as it is', async () => {
    const { result } = await ask({ GetAuthorizationToken: refusal('ServerException') }, (ecr) => ecr.login());

    expect(result).toMatchObject({ code: 'AWS_CALL_FAILED', details: { awsCode: 'ServerException' } });
  });
});

it('makes a repository with tags that stay, except those that caches and signatures rewrite', async () => {
  const { result, asked } = await ask(
    {
      DescribeRepositories: refusal('RepositoryNotFoundException'),
      CreateRepository: json({ repository: { repositoryUri: 'host/churn' } }),
    },
    (ecr) => ecr.ensureRepository('churn', { create: true, tags: { CostCenter: '4711' }, kmsKey: 'alias/mlops' }),
  );

  expect(result).toEqual({ uri: 'host/churn', created: true });
  expect(asked[1]).toEqual({
    repositoryName: 'churn',
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [
      { filterType: 'WILDCARD', filter: 'cache*' },
      { filterType: 'WILDCARD', filter: 'sha256-*' },
    ],
    tags: [{ Key: 'CostCenter', Value: '4711' }],
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/mlops' },
  });
});

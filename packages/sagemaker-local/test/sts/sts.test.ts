import { ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer, refusal, steppedClock } from '../support/local-server.ts';

const RoleArn = 'arn:aws:iam::111111111111:role/mlops-github';
const clock = steppedClock();
let server: LocalServer;

beforeAll(async () => {
  server = await localServer({ clock });
});
afterAll(() => server.close());

async function assume(DurationSeconds = 3_600) {
  const { Credentials } = await server.sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'release', DurationSeconds }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
    expiration: Credentials?.Expiration,
  };
}

describe('STS', () => {
  it('names the local user of the connection', async () => {
    const { Account, Arn } = await server.sts.send(new GetCallerIdentityCommand({}));

    expect({ Account, Arn }).toEqual({ Account: '000000000000', Arn: 'arn:aws:iam::000000000000:user/local' });
  });

  it('gives credentials of a role that work here and say who they are', async () => {
    const { expiration, ...credentials } = await assume();

    const { Arn } = await new STSClient({ ...server.settings, credentials }).send(new GetCallerIdentityCommand({}));

    expect(Arn).toBe('arn:aws:sts::111111111111:assumed-role/mlops-github/release');
    expect(expiration?.getTime()).toBe(clock.now() + 3_600_000);
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });

  it('lets a role expire', async () => {
    const { expiration, ...credentials } = await assume(900);
    clock.advance(900_000);

    const client = new SageMakerClient({ ...server.settings, credentials });

    expect(await refusal(client.send(new ListModelsCommand({})))).toEqual({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      status: 403,
    });
  });

  it('holds a request against the model', async () => {
    const short = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'release', DurationSeconds: 60 });

    expect(await refusal(server.sts.send(short))).toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    });
  });

  it('takes a web identity whose subject carries the key id, and no other', async () => {
    const token = (sub: string) =>
      `e30.${Buffer.from(JSON.stringify({ iss: 'https://issuer.example', sub })).toString('base64url')}.sig`;
    const command = (sub: string) =>
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'oidc', WebIdentityToken: token(sub) });

    const { AssumedRoleUser } = await server.sts.send(command(`repo:acme/churn:${server.accessKeyId}`));

    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111111111111:assumed-role/mlops-github/oidc');
    expect((await refusal(server.sts.send(command('repo:acme/churn')))).name).toBe('InvalidIdentityTokenException');
  });

  it('answers nothing that the model forbids', async () => {
    expect(await server.violations()).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { roleCredentials, sessionName } from '../../src/aws/credentials.ts';
import { type Answer, type Asked, answering, stsAnswer, stsRefusal } from '../support/answering.ts';
import { environment } from '../support/environment.ts';
import { steppedClock } from '../support/stepped-clock.ts';

const ROLE = 'arn:aws:iam::111111111111:role/mlops-github';
const HOUR_MS = 3_600_000;
const run = { repository: 'acme/churn', runId: '4711' };

/** STS on a stepped clock: every answer is another key that ends in an hour. */
function sts(clock: { now(): number }) {
  let given = 0;
  return (asked: Asked): Answer => {
    given += 1;
    const end = new Date(clock.now() + HOUR_MS).toISOString();
    return stsAnswer(
      asked,
      `<Credentials><AccessKeyId>ASIA${given}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${end}</Expiration></Credentials>`,
    );
  };
}

const form = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));

describe('the credentials of a role', () => {
  it("come from the runner's identity, with the audience and session that the trust policy and CloudTrail see", async () => {
    const clock = steppedClock();
    await using runner = await answering(() => ({ body: JSON.stringify({ value: 'header.payload.signature' }) }));
    await using service = await answering(sts(clock));
    using _ = environment({ AWS_ENDPOINT_URL_STS: service.url });
    const identity = { url: `${runner.url}/token?api-version=2.0`, bearer: 'of-the-job' };

    const given = await roleCredentials({ region: 'eu-west-1', role: ROLE, identity, run }, clock)();

    expect(given).toMatchObject({ accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' });
    expect(runner.asked[0]?.url.search).toBe('?api-version=2.0&audience=sts.amazonaws.com');
    expect(runner.asked[0]?.headers.authorization).toBe('bearer of-the-job');
    expect(service.asked.map(form)).toEqual([
      expect.objectContaining({
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: ROLE,
        RoleSessionName: 'acme-churn@4711',
        WebIdentityToken: 'header.payload.signature',
      }),
    ]);
    expect(service.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('come from the credentials of the surroundings where no runner offers an identity', async () => {
    const clock = steppedClock();
    await using service = await answering(sts(clock));
    using _ = environment({
      AWS_ENDPOINT_URL_STS: service.url,
      AWS_ACCESS_KEY_ID: 'AKIAAMBIENT',
      AWS_SECRET_ACCESS_KEY: 'x',
    });

    await roleCredentials({ region: 'eu-west-1', role: ROLE, run }, clock)();

    expect(service.asked.map(form)).toEqual([expect.objectContaining({ Action: 'AssumeRole', RoleArn: ROLE })]);
    expect(service.asked[0]?.headers.authorization).toContain('AKIAAMBIENT');
  });

  it('are asked for once by all clients, and again five minutes before they end', async () => {
    const clock = steppedClock();
    await using runner = await answering(() => ({ body: '{"value":"jwt"}' }));
    await using service = await answering(sts(clock));
    using _ = environment({ AWS_ENDPOINT_URL_STS: service.url });
    const identity = { url: runner.url, bearer: 'b' };
    const credentials = roleCredentials({ region: 'eu-west-1', role: ROLE, identity, run }, clock);

    await Promise.all([credentials(), credentials(), credentials()]);
    clock.advance(54 * 60_000);
    const still = await credentials();
    clock.advance(60_000);
    const renewed = await credentials();

    expect([still.accessKeyId, renewed.accessKeyId]).toEqual(['ASIA1', 'ASIA2']);
    expect([runner.asked.length, service.asked.length]).toEqual([2, 2]);
  });

  it('that STS refuses are ended credentials, and are asked for anew by the next call', async () => {
    const clock = steppedClock();
    const answers = [() => stsRefusal('AccessDenied', 'Not authorized'), sts(clock)];
    await using runner = await answering(() => ({ body: '{"value":"jwt"}' }));
    await using service = await answering((asked) => (answers.shift() ?? sts(clock))(asked));
    using _ = environment({ AWS_ENDPOINT_URL_STS: service.url });
    const credentials = roleCredentials(
      { region: 'eu-west-1', role: ROLE, identity: { url: runner.url, bearer: 'b' }, run },
      clock,
    );

    await expect(credentials()).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { operation: 'AssumeRoleWithWebIdentity', awsCode: 'AccessDenied', transient: false, expired: true },
    });
    await expect(credentials()).resolves.toMatchObject({ accessKeyId: 'ASIA1' });
  });

  it.each([
    ['is busy for a moment', [503, 429, 200], 'ASIA1'],
    ['says no', [403], 'HTTP 403'],
    ['stays down', [500, 500, 500, 500], 'HTTP 500'],
  ])('when the runner %s', async (_what, statuses, end) => {
    const clock = steppedClock();
    const left = [...statuses];
    await using runner = await answering(() => ({ status: left.shift() ?? 200, body: '{"value":"jwt"}' }));
    await using service = await answering(sts(clock));
    using _ = environment({ AWS_ENDPOINT_URL_STS: service.url });
    const identity = { url: runner.url, bearer: 'b' };

    const result = await roleCredentials({ region: 'eu-west-1', role: ROLE, identity, run }, clock)().then(
      ({ accessKeyId }) => accessKeyId,
      (error) => error.details.awsCode,
    );

    expect(result).toBe(end);
    expect(runner.asked).toHaveLength(statuses.length);
  });
});

it.each([
  [{ repository: 'acme/churn', runId: '4711' }, 'acme-churn@4711'],
  [{}, 'mlops-actions@terminal'],
  [{ repository: `acme/${'x'.repeat(100)}`, runId: '4711' }, `acme-${'x'.repeat(54)}@4711`],
  [{ repository: 'acme/größe:1', runId: '1' }, 'acme-gr--e-1@1'],
])('names the session of %j in the characters that STS allows', (of, name) => {
  expect(sessionName(of)).toBe(name);
  expect(sessionName(of)).toMatch(/^[\w+=,.@-]{2,64}$/);
});

import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateModelPackageGroupCommand,
  DescribeModelPackageGroupCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../src/process/health.ts';
import { idleEngine, type LocalServer, localServer, refusal } from '../support/local-server.ts';

let server: LocalServer;

beforeEach(async () => {
  server = await localServer();
});
afterEach(() => server.close());

const operation = 'CreateModelPackageGroup';
const create = (name = 'churn') =>
  server.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: name }));
const exists = async (ModelPackageGroupName = 'churn') => {
  const described = await server.sagemaker
    .send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName }))
    .catch(() => undefined);
  return described !== undefined;
};
const inject = (rule: object) => server.control('POST', 'faults', rule);
const lines = async () => (await server.journal()).filter((entry) => entry.operation === operation);

describe('a fault', () => {
  it.each([
    ['throttle', 'ThrottlingException', 400],
    ['500', 'InternalFailure', 500],
    ['503', 'ServiceUnavailable', 503],
    ['expired', 'ExpiredTokenException', 400],
  ])('of the kind %s answers %s', async (kind, name, status) => {
    await inject({ operation, kind });

    expect(await refusal(create())).toMatchObject({ name, status });
    expect(await exists()).toBe(false);
    expect(await lines()).toMatchObject([{ status, error: name, effect: false, fault: `${kind}/before` }]);
  });

  it.each(['throttle', '500', '503', 'reset', 'html', 'truncate'])(
    'of the kind %s after the effect loses only the answer',
    async (kind) => {
      await inject({ operation, kind, phase: 'after' });

      await refusal(create());

      expect(await exists()).toBe(true);
      expect(await lines()).toMatchObject([{ effect: true, fault: `${kind}/after` }]);
    },
  );

  it.each(['reset', 'html', 'truncate'])('of the kind %s before the effect leaves nothing behind', async (kind) => {
    await inject({ operation, kind });

    await refusal(create());

    expect(await exists()).toBe(false);
  });

  it('cuts the connection for a reset, which a client sees as ECONNRESET', async () => {
    await inject({ operation, kind: 'reset' });

    expect((await refusal(create())).message).toContain('ECONNRESET');
  });

  it('hits from the nth call on, as often as it says', async () => {
    await inject({ operation, kind: 'throttle', nth: 2, times: 2 });

    const results = [];
    for (const name of ['a', 'b', 'c', 'd'])
      results.push(
        await create(name).then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      );

    expect(results).toEqual(['ok', 'ThrottlingException', 'ThrottlingException', 'ok']);
  });

  it('speaks the language of S3', async () => {
    await server.s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
    await inject({ operation: 'PutObject', kind: 'throttle' });

    const refused = await refusal(
      server.s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'k', Body: 'content' })),
    );

    expect(refused).toMatchObject({ name: 'SlowDown', status: 503 });
  });

  it('is gone when the rules are cleared', async () => {
    await inject([{ operation: '*', kind: '500', times: 99 }]);
    await server.control('DELETE', 'faults');

    await create();

    expect(await exists()).toBe(true);
  });

  it.each([
    [{ kind: 'throttle' }, 'A fault rule names an operation.'],
    [
      { operation, kind: 'slow' },
      `"kind" of the rule for ${operation} is one of throttle, 500, 503, reset, hold, html, truncate, expired.`,
    ],
    [{ operation, kind: '500', nth: 0 }, `"nth" and "times" of the rule for ${operation} are counts from 1.`],
    [{ operation, kind: '500', when: 'now' }, 'A fault rule has no "when".'],
  ])('is refused when its rule is %j', async (rule, message) => {
    expect(await inject(rule)).toEqual({ message });
  });
});

describe('a held call', () => {
  const held = () => server.control('GET', 'held');

  it('has had its effect before it is answered, and is in the journal by then', async () => {
    await inject({ operation, kind: 'hold', phase: 'after' });
    const answer = create();

    expect(await held()).toEqual({ held: 1 });
    expect(await exists()).toBe(true);
    expect(await lines()).toMatchObject([{ status: 200, effect: true, fault: 'hold/after' }]);

    expect(await server.control('POST', 'release')).toEqual({ released: 1 });
    expect((await answer).ModelPackageGroupArn).toMatch(/churn$/);
  });

  it('has no effect when its client goes away before', async () => {
    await inject({ operation, kind: 'hold' });
    const client = new SageMakerClient(server.settings);
    const leaving = new AbortController();
    const answer = client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }), {
      abortSignal: leaving.signal,
    });
    await held();

    leaving.abort();

    expect((await refusal(answer)).name).toBe('AbortError');
    expect(await eventually(async () => (await lines())[0], 10_000)).toMatchObject({ status: 0, effect: false });
    expect(await exists()).toBe(false);
  });
});

describe('an interruption', () => {
  it('reaches the engine by the name of its job', async () => {
    const taken: string[] = [];
    const interrupting = await localServer({
      createEngine: idleEngine({ interrupt: (name) => void taken.push(name) }),
    });
    const answer = await interrupting.control('POST', 'interrupt', { TrainingJobName: 'churn-1' });
    await interrupting.close();

    expect(answer).toEqual({ interrupted: 'churn-1' });
    expect(taken).toEqual(['churn-1']);
  });

  it('without a name is refused', async () => {
    expect(await server.control('POST', 'interrupt', {})).toEqual({
      message: 'An interruption names a TrainingJobName.',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { call, callUnless } from '../../src/aws/call.ts';

const sdkError = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error('said the service'), { name, $metadata: { httpStatusCode, requestId: 'r-1' } });

const failing = (error: Error) => () => Promise.reject(error);

describe('call', () => {
  it.each([
    ['ThrottlingException', 400, true],
    ['SlowDown', 503, true],
    ['InternalFailure', 500, true],
    ['TimeoutError', undefined, true],
    ['SyntaxError', 200, true],
    ['AccessDeniedException', 403, false],
    ['ResourceInUse', 400, false],
    ['ExpiredTokenException', 403, false],
  ])('tells whether %s (%s) may pass by itself', async (name, status, transient) => {
    await expect(call('CreateModel', failing(sdkError(name, status)))).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { operation: 'CreateModel', awsCode: name, transient, requestId: 'r-1' },
    });
  });

  it('reads the code of a broken connection', async () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

    await expect(call('CreateModel', failing(reset))).rejects.toMatchObject({
      details: { awsCode: 'ECONNRESET', transient: true },
    });
  });
});

describe('a call that was refused', () => {
  const refusal = async (operation: Parameters<typeof call>[0], error: Error) =>
    (await call(operation, failing(error)).catch((thrown) => thrown)).details;

  it.each([
    ['CreateTrainingJob', 'AccessDeniedException', 400, 'sagemaker:CreateTrainingJob, or one of sagemaker:AddTags'],
    ['PutObject', 'AccessDenied', 403, 's3:PutObject, or one of kms:GenerateDataKey'],
    ['HeadObject', 'Unknown', 403, 's3:GetObject, or one of s3:ListBucket'],
    ['DescribeEndpoint', 'AccessDeniedException', 400, 'sagemaker:DescribeEndpoint'],
  ] as const)('%s with %s names the right that is missing', async (operation, name, status, right) => {
    expect((await refusal(operation, sdkError(name, status))).iamAction).toContain(right);
  });

  it.each(['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'CredentialsProviderError'])(
    '%s says that the credentials have ended, and names no right',
    async (name) => {
      expect(await refusal('ListTags', sdkError(name, 403))).toMatchObject({ expired: true, transient: false });
      expect(await refusal('ListTags', sdkError(name, 403))).not.toHaveProperty('iamAction');
    },
  );

  it('throttled or invalid says neither', async () => {
    for (const name of ['ThrottlingException', 'ValidationException'])
      expect(Object.keys(await refusal('CreateModel', sdkError(name, 400)))).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/expired|iamAction/)]),
      );
  });

  it('is told once: what the credentials could not be had for passes as it is', async () => {
    const own = await call('AssumeRole', failing(sdkError('AccessDenied', 403))).catch((thrown) => thrown);

    await expect(call('CreateModel', failing(own))).rejects.toBe(own);
  });
});

describe('callUnless', () => {
  it('takes the listed codes as "there is no such thing" and no others', async () => {
    const absent = failing(sdkError('ValidationException', 400));

    expect(await callUnless('DescribeModel', ['ValidationException'], absent)).toBeUndefined();
    await expect(callUnless('DescribeModel', ['NotFound'], absent)).rejects.toMatchObject({ code: 'AWS_CALL_FAILED' });
  });
});

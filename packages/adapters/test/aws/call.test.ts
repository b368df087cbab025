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

describe('callUnless', () => {
  it('takes the listed codes as "there is no such thing" and no others', async () => {
    const absent = failing(sdkError('ValidationException', 400));

    expect(await callUnless('DescribeModel', ['ValidationException'], absent)).toBeUndefined();
    await expect(callUnless('DescribeModel', ['NotFound'], absent)).rejects.toMatchObject({ code: 'AWS_CALL_FAILED' });
  });
});

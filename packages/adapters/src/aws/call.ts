import { MlopsError } from '@mlops-actions/core';

const TRANSIENT_CODES =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Internal(Failure|Error|Server)|ServiceUnavailable|RequestTimeout|TimeoutError|AbortedError|SyntaxError|ECONN|EPIPE|EAI_AGAIN|ENOTFOUND|NetworkingError)/;

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Runs one SDK call and turns every failure into AWS_CALL_FAILED, whose details say whether it was transient: throttled,
 * 5xx, network or an answer that could not be read. Nothing is decided from a message text.
 */
export async function call<T>(operation: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw callFailed(operation, cause as SdkError);
  }
}

/** Like {@link call}, but an error code of the list is an ordinary answer: undefined. */
export async function callUnless<T>(
  operation: string,
  codes: readonly string[],
  send: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await send();
  } catch (cause) {
    if (codes.includes((cause as SdkError).name ?? '')) return undefined;
    throw callFailed(operation, cause as SdkError);
  }
}

function callFailed(operation: string, error: SdkError): MlopsError<'AWS_CALL_FAILED'> {
  const status = error.$metadata?.httpStatusCode;
  const awsCode = error.code ?? error.name ?? 'UnknownError';
  const requestId = error.$metadata?.requestId;
  return new MlopsError(
    'AWS_CALL_FAILED',
    {
      operation,
      awsCode,
      awsMessage: error.message ?? 'no message',
      transient: TRANSIENT_CODES.test(awsCode) || (status !== undefined && (status >= 500 || status === 429)),
      ...(requestId === undefined ? {} : { requestId }),
    },
    { cause: error },
  );
}

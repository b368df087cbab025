import { MlopsError } from '@mlops-actions/core';
import { isDenial } from './denied.ts';
import { type AwsOperation, rightsText } from './iam-actions.ts';

const TRANSIENT_CODES =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Internal(Failure|Error|Server)|ServiceUnavailable|RequestTimeout|TimeoutError|AbortedError|SyntaxError|ECONN|EPIPE|EAI_AGAIN|ENOTFOUND|NetworkingError)/;

/** The credentials have ended, are of nobody, or could not be had at all: the same call meets the same end. */
const EXPIRED_CODES =
  /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|CredentialsProviderError)$/;

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Runs one SDK call and turns every failure into AWS_CALL_FAILED, whose details say whether it was transient: throttled,
 * 5xx, network or an answer that could not be read; whether the credentials have ended; which right is missing. A call
 * that the end of the step broke off is CANCELLED. Nothing is decided from a message text. `operation` is the one that AWS names.
 */
export async function call<T>(operation: AwsOperation, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw callFailed(operation, cause);
  }
}

/** Like {@link call}, but an error code of the list is an ordinary answer: undefined. */
export async function callUnless<T>(
  operation: AwsOperation,
  codes: readonly string[],
  send: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await send();
  } catch (cause) {
    if (codes.includes((cause as SdkError).name ?? '')) return undefined;
    throw callFailed(operation, cause);
  }
}

/** An error of ours came from the credentials that the call needed, and tells itself what failed. */
function callFailed(operation: AwsOperation, cause: unknown): MlopsError {
  if (cause instanceof MlopsError) return cause;
  if ((cause as SdkError).name === 'AbortError')
    return new MlopsError('CANCELLED', { what: `the step was to end while it called ${operation}` }, { cause });
  return new MlopsError('AWS_CALL_FAILED', details(operation, cause as SdkError), { cause });
}

function details(operation: AwsOperation, error: SdkError) {
  const { httpStatusCode: status, requestId } = error.$metadata ?? {};
  const awsCode = error.code ?? error.name ?? 'UnknownError';
  const iamAction = isDenial(awsCode, status) ? rightsText(operation) : undefined;
  return {
    operation,
    awsCode,
    awsMessage: error.message ?? 'no message',
    transient: TRANSIENT_CODES.test(awsCode) || (status !== undefined && (status >= 500 || status === 429)),
    ...(EXPIRED_CODES.test(awsCode) ? { expired: true } : {}),
    ...(iamAction === undefined ? {} : { iamAction }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

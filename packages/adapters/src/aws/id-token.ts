import { type Clock, MlopsError } from '@mlops-actions/core';

/** Where a runner hands out the identity of a job that has `permissions: id-token: write`. */
export interface IdTokenSource {
  readonly url: string;
  readonly bearer: string;
}

const TRIES = 4;
const FIRST_PAUSE_MS = 500;
const TIMEOUT_MS = 20_000;

/** The job's identity as a signed token (JWT) for `audience`. Throws AWS_CALL_FAILED, operation `GetIdToken`. */
export async function idToken(source: IdTokenSource, audience: string, clock: Pick<Clock, 'sleep'>): Promise<string> {
  const url = new URL(source.url);
  url.searchParams.set('audience', audience);
  for (let tried = 1; ; tried += 1) {
    const answer = await ask(url, source.bearer);
    if ('token' in answer) return answer.token;
    if (!answer.error.details.transient || tried === TRIES) throw answer.error;
    await clock.sleep(FIRST_PAUSE_MS * 2 ** (tried - 1));
  }
}

type Answer = { readonly token: string } | { readonly error: MlopsError<'AWS_CALL_FAILED'> };

async function ask(url: URL, bearer: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `bearer ${bearer}`, accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status } = response;
    if (!response.ok) return failed(`HTTP ${status}`, 'the runner gave no identity', status === 429 || status >= 500);
    const { value } = (await response.json()) as { readonly value?: unknown };
    return typeof value === 'string' ? { token: value } : failed('NoToken', 'the answer holds no token', false);
  } catch (cause) {
    return failed('NetworkingError', (cause as Error).message, true, cause);
  }
}

const failed = (awsCode: string, awsMessage: string, transient: boolean, cause?: unknown): Answer => ({
  error: new MlopsError(
    'AWS_CALL_FAILED',
    { operation: 'GetIdToken', awsCode, awsMessage, transient },
    cause === undefined ? {} : { cause },
  ),
});

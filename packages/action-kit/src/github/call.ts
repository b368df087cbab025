import { MlopsError } from '@mlops-actions/core';
import type { Secret } from '../secret.ts';

export interface GitHubAccess {
  readonly token: Secret;
  /** `owner/name` */
  readonly repository: string;
  readonly signal: AbortSignal;
}

export interface GitHubCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the root of the API, e.g. `/repos/acme/churn/pulls`, or `/graphql`. */
  readonly path: string;
  readonly body?: unknown;
}

const TIMEOUT_MS = 30_000;
/** What we read is a few comments and pull requests; more than this is no answer of theirs. */
const MOST_BYTES = 20_000_000;
const LONGEST_REASON = 300;

/** One call of GitHub's API, answered as JSON. Throws GITHUB_CALL_FAILED, without a status when there was no answer. */
export async function callGitHub({ method, path, body }: GitHubCall, access: GitHubAccess): Promise<unknown> {
  const call = `${method} ${path.split('?')[0]}`;
  const response = await send(call, `${rootOf(path)}${path}`, access, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw failed(call, reasonIn(text) ?? response.statusText, response.status);
  if (text.length > MOST_BYTES) throw failed(call, `the answer is larger than ${MOST_BYTES} bytes`, response.status);
  return parsed(call, text, response.status);
}

async function send(call: string, url: string, { token, signal }: GitHubAccess, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      // A token never follows to another place.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token.unwrap()}`,
        'content-type': 'application/json',
        'user-agent': 'mlops-actions',
        'x-github-api-version': '2022-11-28',
      },
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw failed(call, (cause as Error).message, undefined, cause);
  }
}

/** The service says where it is; Enterprise Server has GraphQL elsewhere. */
function rootOf(path: string): string {
  const rest = process.env['GITHUB_API_URL'] || 'https://api.github.com';
  if (path !== '/graphql') return rest;
  return (process.env['GITHUB_GRAPHQL_URL'] || `${rest}/graphql`).replace(/\/graphql$/, '');
}

function parsed(call: string, text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw failed(call, 'the answer is no JSON', status, cause);
  }
}

function reasonIn(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message.slice(0, LONGEST_REASON) : undefined;
  } catch {
    // A proxy answers in HTML; its status says enough.
    return undefined;
  }
}

function failed(call: string, reason: string, status?: number, cause?: unknown): MlopsError {
  const details = { call, reason, ...(status === undefined ? {} : { status }) };
  return new MlopsError('GITHUB_CALL_FAILED', details, cause === undefined ? {} : { cause });
}

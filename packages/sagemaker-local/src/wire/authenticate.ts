import { AwsError } from '../contracts.ts';
import { readSessionToken } from '../sts/session-token.ts';
import type { WireRequest } from './http.ts';

/** Who calls: the key of connection.json itself, or a role assumed with it. */
export interface Caller {
  readonly accessKeyId: string;
  /** Of the credential scope: `sagemaker`, `s3`, `sts`, `logs`. */
  readonly signingName: string;
  readonly role?: { readonly arn: string; readonly session: string };
}

interface Credential {
  readonly accessKeyId: string;
  readonly signingName: string;
  readonly token: string | undefined;
}

/**
 * This server runs programs, so a page in a browser must not reach it: requests come for the loopback by name and from
 * no web origin (a rebound DNS name has another Host). Throws AwsError AccessDeniedException.
 */
export function refuseForeigners(request: WireRequest): void {
  const host = request.header('host') ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host)) {
    const why =
      host.endsWith('.localhost') || /\.localhost:\d+$/.test(host)
        ? ' Buckets are addressed by path, not by host name.'
        : '';
    throw new AwsError(
      'AccessDeniedException',
      `Host "${host}" is not the loopback address this server answers on.${why}`,
      403,
    );
  }
  const origin = request.header('origin');
  if (origin !== undefined)
    throw new AwsError('AccessDeniedException', `Requests from a web origin (${origin}) are refused.`, 403);
}

/**
 * The key id is the secret here (it lives 0600 beside the state); the signature made with it is not recomputed.
 * Throws AwsError MissingAuthenticationTokenException, UnrecognizedClientException or ExpiredTokenException.
 */
export function authenticate(request: WireRequest, accessKeyId: string, nowMs: number): Caller {
  const credential = readCredential(request);
  if (credential === undefined)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const { signingName, token } = credential;
  if (credential.accessKeyId === accessKeyId) return { accessKeyId, signingName };
  if (credential.accessKeyId !== sessionKeyId(accessKeyId)) throw unrecognized();
  const session = token === undefined ? undefined : readSessionToken(token);
  if (session === undefined) throw unrecognized();
  if (session.expiresMs <= nowMs)
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 403);
  return {
    accessKeyId: credential.accessKeyId,
    signingName,
    role: { arn: session.roleArn, session: session.sessionName },
  };
}

/** Temporary keys begin with ASIA; the rest is the long-term key's, so that there is one secret and not two. */
export const sessionKeyId = (accessKeyId: string) => accessKeyId.replace(/^AKIA/, 'ASIA');

const unrecognized = () =>
  new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);

function readCredential(request: WireRequest): Credential | undefined {
  const signed = /^AWS4-HMAC-SHA256 .*Credential=([^,\s]+)/.exec(request.header('authorization') ?? '')?.[1];
  const scope = (signed ?? request.query.get('X-Amz-Credential') ?? '').split('/');
  const [accessKeyId, , , signingName] = scope;
  if (accessKeyId === undefined || signingName === undefined) return undefined;
  const token = request.header('x-amz-security-token') ?? request.query.get('X-Amz-Security-Token') ?? undefined;
  return { accessKeyId, signingName, token };
}

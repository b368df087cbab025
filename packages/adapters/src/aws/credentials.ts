import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { type Clock, isMlopsError, MlopsError } from '@mlops-actions/core';
import { call } from './call.ts';
import { type CredentialProvider, type Credentials, clientOptions } from './clients.ts';
import { type IdTokenSource, idToken } from './id-token.ts';

export interface RoleRequest {
  readonly region: string;
  /** ARN of the role to take on. */
  readonly role: string;
  /** The runner's identity; without it the role is taken on with the credentials that the SDK finds. */
  readonly identity?: IdTokenSource;
  readonly run: { readonly repository?: string; readonly runId?: string };
}

/** New ones are taken this long before the old ones end: no request may outlive what signed it. */
const EARLY_MS = 5 * 60_000;

/**
 * Credentials of a role, taken on once for all clients and again before they end. A refusal is AWS_CALL_FAILED with `expired`:
 * only other credentials help.
 */
export function roleCredentials(request: RoleRequest, clock: Clock): CredentialProvider {
  return renewed(() => assume(request, clock).catch(refused), clock);
}

/** Asks `provider` once for all who ask, and again when what it gave is about to end or was not given. */
function renewed(provider: CredentialProvider, clock: Pick<Clock, 'now'>): CredentialProvider {
  let current: { readonly asked: Promise<Credentials>; until: number } | undefined;
  return () => {
    if (current !== undefined && clock.now() < current.until) return current.asked;
    const next = { asked: provider(), until: Number.POSITIVE_INFINITY };
    current = next;
    next.asked.then(
      ({ expiration }) => {
        if (expiration !== undefined) next.until = expiration.getTime() - EARLY_MS;
      },
      () => {
        next.until = 0;
      },
    );
    return next.asked;
  };
}

async function assume({ region, role, identity, run }: RoleRequest, clock: Clock): Promise<Credentials> {
  const client = new STSClient(clientOptions(region));
  const session = { RoleArn: role, RoleSessionName: sessionName(run) };
  try {
    if (identity === undefined)
      return toCredentials(await call('AssumeRole', () => client.send(new AssumeRoleCommand(session))));
    const WebIdentityToken = await idToken(identity, audience(region), clock);
    return toCredentials(
      await call('AssumeRoleWithWebIdentity', () =>
        client.send(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken })),
      ),
    );
  } finally {
    client.destroy();
  }
}

/** The trust policy names it; in China it has a name of its own. */
const audience = (region: string) => (region.startsWith('cn-') ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com');

/** What CloudTrail shows of the run: `<repository>@<run>`, in the characters and the 64 places that STS allows. */
export function sessionName({ repository = 'mlops-actions', runId = 'terminal' }: RoleRequest['run']): string {
  const clean = (text: string) => text.replace(/[^\w+=,.-]/g, '-');
  const end = `@${clean(runId)}`.slice(0, 32);
  return `${clean(repository).slice(0, 64 - end.length)}${end}`;
}

function toCredentials({ Credentials: given }: Pick<AssumeRoleCommandOutput, 'Credentials'>): Credentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken, Expiration } = given ?? {};
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    ...(Expiration === undefined ? {} : { expiration: Expiration }),
  };
}

function refused(error: unknown): never {
  if (!isMlopsError(error, 'AWS_CALL_FAILED') || error.details.transient) throw error;
  throw new MlopsError('AWS_CALL_FAILED', { ...error.details, expired: true }, { cause: error.cause });
}

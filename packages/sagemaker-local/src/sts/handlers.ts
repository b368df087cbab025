import { randomBytes } from 'node:crypto';
import { AwsError, type LocalClock } from '../contracts.ts';
import { type Caller, sessionKeyId } from '../wire/authenticate.ts';
import { accountId } from '../wire/identity.ts';
import { writeSessionToken } from './session-token.ts';

export interface StsInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly WebIdentityToken?: string;
}

export type StsHandler = (input: StsInput, caller: Caller) => Record<string, unknown>;

/** STS: any role can be assumed and nothing is evaluated; the credentials work here until they expire. */
export function stsHandlers(accessKeyId: string, clock: LocalClock): Readonly<Record<string, StsHandler>> {
  const assume = ({ RoleArn, RoleSessionName, DurationSeconds = 3_600 }: StsInput) => ({
    Credentials: temporaryCredentials(accessKeyId, RoleArn, RoleSessionName, clock.now() + DurationSeconds * 1_000),
    AssumedRoleUser: { AssumedRoleId: `${roleId}:${RoleSessionName}`, Arn: assumedArn(RoleArn, RoleSessionName) },
    PackedPolicySize: 1,
  });
  return {
    AssumeRole: assume,
    AssumeRoleWithWebIdentity(input) {
      const subject = subjectOf(input.WebIdentityToken ?? '', accessKeyId);
      return {
        ...assume(input),
        SubjectFromWebIdentityToken: subject,
        Audience: 'sts.amazonaws.com',
        Provider: 'local',
      };
    },
    GetCallerIdentity: (_input, { role }) =>
      role === undefined
        ? { UserId: 'AIDALOCALLOCALLOCAL', Account: accountId, Arn: `arn:aws:iam::${accountId}:user/local` }
        : {
            UserId: `${roleId}:${role.session}`,
            Account: accountOf(role.arn),
            Arn: assumedArn(role.arn, role.session),
          },
  };
}

const roleId = 'AROALOCALLOCALLOCAL';
const accountOf = (roleArn: string) => roleArn.split(':')[4] ?? accountId;
const assumedArn = (roleArn: string, session: string) =>
  `arn:aws:sts::${accountOf(roleArn)}:assumed-role/${roleArn.split('/').at(-1)}/${session}`;

function temporaryCredentials(accessKeyId: string, roleArn: string, sessionName: string, expiresMs: number) {
  return {
    AccessKeyId: sessionKeyId(accessKeyId),
    SecretAccessKey: randomBytes(30).toString('base64'),
    SessionToken: writeSessionToken({ roleArn, sessionName, expiresMs }),
    Expiration: expiresMs / 1_000,
  };
}

/**
 * The one call that AWS takes unsigned. Its token has to show that the caller knows the key id: it is the key id itself,
 * or a JWT whose subject contains it. Its signature is not verified.
 */
function subjectOf(token: string, accessKeyId: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const subject = token === accessKeyId ? accessKeyId : /"sub"\s*:\s*"([^"]*)"/.exec(payload)?.[1];
  if (subject?.includes(accessKeyId) === true) return subject;
  throw new AwsError(
    'InvalidIdentityToken',
    'The token does not carry the access-key id of this local server as its subject.',
    400,
  );
}

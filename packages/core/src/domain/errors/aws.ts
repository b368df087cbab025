import { type Entry, entry } from './entry.ts';

/** Calls of AWS, credentials, bucket and repositories. */
export const awsErrors = {
  AWS_CALL_FAILED: entry(
    'remote',
    (d: {
      readonly operation: string;
      readonly awsCode: string;
      readonly awsMessage: string;
      /** Throttled, 5xx, network or an answer that could not be read: the same call may work later. */
      readonly transient: boolean;
      /** The credentials have ended: only new ones help. */
      readonly expired?: boolean;
      /** The right that the role lacks, when the call was denied. */
      readonly iamAction?: string;
      readonly requestId?: string;
    }) =>
      `${d.operation} failed with ${d.awsCode}: ${d.awsMessage}${d.requestId === undefined ? '' : ` (request ${d.requestId})`}${d.iamAction === undefined ? '' : `\n  The role lacks ${d.iamAction}.`}`,
    'Look the code up in the AWS documentation of the operation; for AccessDenied the role lacks the action named.',
  ),
  CREDENTIALS_INVALID: entry(
    'user',
    (d: { readonly environment: string; readonly reasons: readonly string[] }) =>
      `AWS cannot be called for the environment "${d.environment}":${d.reasons.map((reason) => `\n  ${reason}`).join('')}`,
    'In a workflow: `permissions: id-token: write` on the job, and a trust policy of the role that names this repository. docs/start/aws.md has both.',
  ),
  BUCKET_UNUSABLE: entry(
    'user',
    (d: { readonly bucket: string; readonly environment: string; readonly reasons: readonly string[] }) =>
      `The bucket "${d.bucket}" of the environment "${d.environment}" cannot be used:${d.reasons.map((reason) => `\n  ${reason}`).join('')}`,
    'Correct `bucket` or `region` of the environment; nothing was uploaded and no job was started.',
  ),
  ECR_AUTH_DENIED: entry(
    'user',
    (d: { readonly reason: string }) => `ECR gave no password for docker: ${d.reason}.`,
    'Allow ecr:GetAuthorizationToken on every resource ("*") in the policy of the role.',
  ),
  REPOSITORY_MISSING: entry(
    'user',
    (d: { readonly repository: string }) => `There is no ECR repository "${d.repository}" in this account and region.`,
    'Create it, or set the input "create-repository" of build-push-image to true.',
  ),
  TAG_IMMUTABLE_CONFLICT: entry(
    'user',
    (d: { readonly repository: string; readonly tag: string; readonly found: string; readonly wanted: string }) =>
      `The tag "${d.tag}" of "${d.repository}" is immutable and names ${d.found}, not the image just built (${d.wanted}).`,
    'Choose another tag; the image is found by its digest and its content key without one.',
  ),
} as const satisfies Record<string, Entry<never>>;

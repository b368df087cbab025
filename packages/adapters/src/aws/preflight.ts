import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { isMlopsError, type MlopsConfig, MlopsError } from '@mlops-actions/core';
import { call } from './call.ts';
import type { AwsClients } from './clients.ts';
import { isDenial } from './denied.ts';

type Environment = MlopsConfig['environment'];

type Place = Pick<Environment, 'name' | 'assumeRole'> &
  Required<Pick<Environment, 'region' | 'executionRole' | 'bucket'>>;

/**
 * Asks who we are and whether the bucket is there, before anything is made; every reason is told at once. `offered`: the runner
 * offers an identity. Throws CREDENTIALS_INVALID, BUCKET_UNUSABLE, and AWS_CALL_FAILED when AWS could not be asked.
 */
export async function preflight(
  clients: Pick<AwsClients, 'sts' | 's3'>,
  place: Place,
  offered: boolean,
): Promise<void> {
  // First alone: with credentials that are not taken every answer about the bucket would only repeat it.
  const account = await identity(clients, place, offered);
  const foreign = foreignRole(account, place);
  const bucket = await bucketReasons(clients.s3, place);
  const { name } = place;
  if (foreign.length > 0)
    throw new MlopsError('CREDENTIALS_INVALID', { environment: name, reasons: [...foreign, ...bucket] });
  if (bucket.length > 0)
    throw new MlopsError('BUCKET_UNUSABLE', { environment: name, bucket: place.bucket, reasons: bucket });
}

async function identity({ sts }: Pick<AwsClients, 'sts'>, place: Place, offered: boolean): Promise<string> {
  try {
    const answer = await call('GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
    return answer.Account ?? '';
  } catch (cause) {
    if (!isMlopsError(cause, 'AWS_CALL_FAILED') || cause.details.transient) throw cause;
    const reasons = [`${cause.message} (region ${place.region})`, ...advice(place, offered)];
    throw new MlopsError('CREDENTIALS_INVALID', { environment: place.name, reasons }, { cause });
  }
}

function advice({ assumeRole }: Place, offered: boolean): readonly string[] {
  if (assumeRole === undefined)
    return ['The environment has no "assume-role", so the credentials of the surroundings were used.'];
  return offered
    ? [`Check that the trust policy of ${assumeRole} names this repository, branch or environment in "sub".`]
    : ['The runner offered no identity: the job has no `permissions: id-token: write`, or this is no workflow.'];
}

/** SageMaker takes on roles of the caller's account only. */
function foreignRole(account: string, { executionRole }: Place): readonly string[] {
  const owner = /^arn:[^:]+:iam::(\d{12}):/.exec(executionRole)?.[1];
  if (owner === undefined || owner === account) return [];
  return [`The credentials are of the account ${account}, "execution-role" is of ${owner}.`];
}

interface S3Refusal {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
}

async function bucketReasons(client: S3Client, { bucket, region }: Place): Promise<readonly string[]> {
  try {
    const answer = await call('HeadBucket', () => client.send(new HeadBucketCommand({ Bucket: bucket })));
    return elsewhere(answer.BucketRegion, region);
  } catch (error) {
    if (!isMlopsError(error, 'AWS_CALL_FAILED') || error.details.transient) throw error;
    const { $metadata, $response } = error.cause as S3Refusal;
    const found = elsewhere($response?.headers?.['x-amz-bucket-region'], region);
    if (found.length > 0) return found;
    if ($metadata?.httpStatusCode === 404) return ['There is no bucket of that name.'];
    if (isDenial(error.details.awsCode, $metadata?.httpStatusCode))
      return ['The role lacks s3:ListBucket on it, or it belongs to another account.'];
    return [error.message];
  }
}

const elsewhere = (found: string | undefined, region: string): readonly string[] =>
  found === undefined || found === region ? [] : [`It is in ${found}; the environment says ${region}.`];

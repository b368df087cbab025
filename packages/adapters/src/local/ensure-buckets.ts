import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { callUnless } from '../aws/call.ts';

const EXISTS = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'];

/** On the local server the buckets are ours to make; in a cloud account they belong to the account's owners. */
export async function ensureBuckets(client: S3Client, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map((Bucket) => callUnless('CreateBucket', EXISTS, () => client.send(new CreateBucketCommand({ Bucket })))),
  );
}

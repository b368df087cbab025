import { AwsError, type ObjectStore } from '../contracts.ts';

/** Throws AwsError ValidationException when no object is at an `s3://` URI of model data. */
export async function requireArtifact(objects: ObjectStore, uri: string): Promise<void> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if ((await objects.head(bucket, key)) === undefined)
    throw new AwsError('ValidationException', `Could not find model data at ${uri}.`);
}

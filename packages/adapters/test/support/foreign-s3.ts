import { CreateBucketCommand, HeadObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';

/** Looks into an S3 that is neither ours nor AWS's; ends when `destroy` is called. */
export function foreignS3(endpoint: string, region: string) {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const client = new S3Client({ region, endpoint, credentials, forcePathStyle: true });
  return {
    client,
    destroy: () => client.destroy(),
    createBucket: (Bucket: string) =>
      client.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
      ),
    head: (Bucket: string, Key: string) => client.send(new HeadObjectCommand({ Bucket, Key })),
    async keys(Bucket: string): Promise<readonly string[]> {
      const found: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
        found.push(...Contents.flatMap(({ Key }) => Key ?? []));
      return found;
    },
  };
}

import { AwsError } from '../contracts.ts';
import { accountId, region } from '../wire/identity.ts';
import { s3Errors } from './errors.ts';
import { emptyAnswer, isoDate, type S3Operation, xmlAnswer } from './request.ts';

export const listBuckets: S3Operation = async (_call, { objects }) =>
  xmlAnswer('ListAllMyBucketsResult', {
    Owner: { ID: accountId },
    Buckets: { Bucket: objects.buckets().map(({ name, created }) => ({ Name: name, CreationDate: isoDate(created) })) },
  });

/** Creating one's own bucket again is a success in us-east-1, and only there. */
export const createBucket: S3Operation = async ({ bucket }, { objects }) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400);
  if (!objects.bucketExists(bucket)) objects.createBucket(bucket);
  return emptyAnswer(200, { location: `/${bucket}` });
};

export const headBucket: S3Operation = async ({ bucket }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  return emptyAnswer(200, { 'x-amz-bucket-region': region });
};

/** The location of us-east-1 is empty. */
export const getBucketLocation: S3Operation = async ({ bucket }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  return xmlAnswer('LocationConstraint', {});
};

export const deleteBucket: S3Operation = async ({ bucket }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  if (objects.list(bucket, '').length > 0)
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
  objects.deleteBucket(bucket);
  return emptyAnswer(204);
};

import { decodePath, type WireRequest } from '../wire/http.ts';
import type { Protocol } from '../wire/protocol.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { s3Errors, s3Refusal } from './errors.ts';
import { listObjectsV2 } from './list-objects.ts';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './multipart.ts';
import { getObject, headObject } from './read-objects.ts';
import type { S3Operation, S3Request, S3State } from './request.ts';
import { copyObject, deleteObject, deleteObjects, putObject } from './write-objects.ts';

const operations = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListObjectsV2: listObjectsV2,
  PutObject: putObject,
  UploadPart: uploadPart,
} as const satisfies Readonly<Record<string, S3Operation>>;

type OperationName = keyof typeof operations;

/** S3's REST with path-style addresses. Features that are not here are refused by name, never taken for something else. */
export function s3Protocol(state: S3State): Protocol {
  return {
    service: 's3',
    async open(request) {
      const address = addressOf(request);
      const found = operationOf(address);
      return {
        operation: found ?? describeRequest(request),
        async perform({ notes }) {
          notes.resource = address.key === '' ? address.bucket : `${address.bucket}/${address.key}`;
          if (found === undefined) throw s3Errors.notImplemented(describeRequest(request));
          return await operations[found](address, state);
        },
      };
    },
    refuse: (error, requestId, request) => s3Refusal(error, requestId, request.method, request.rawPath),
  };
}

function addressOf(request: WireRequest): S3Request {
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(request.rawPath) ?? [];
  return { request, bucket: decodePath(bucket), key: decodePath(key) };
}

/** Query members that make another operation of a request; the others are parameters. */
const subresources = [
  'accelerate,acl,analytics,attributes,cors,encryption,intelligent-tiering,inventory,legal-hold,lifecycle,location,logging,metrics',
  'notification,object-lock,ownershipControls,partNumber,policy,policyStatus,publicAccessBlock,renameObject,replication',
  'requestPayment,restore,retention,select,tagging,torrent,uploadId,uploads,versionId,versioning,versions,website,delete',
]
  .join(',')
  .split(',');

function operationOf({ request, bucket, key }: S3Request): OperationName | undefined {
  const { method, query } = request;
  const asked = subresources.filter((name) => query.has(name)).join('+');
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  if (level === 'object' && method === 'PUT' && request.header('x-amz-copy-source') !== undefined) {
    return asked === '' ? 'CopyObject' : undefined;
  }
  const listing = query.get('list-type') === '2' ? '+list2' : '';
  return routes[`${method} ${level} ${asked}${level === 'bucket' && method === 'GET' ? listing : ''}`];
}

const routes: Readonly<Record<string, OperationName>> = {
  'GET service ': 'ListBuckets',
  'PUT bucket ': 'CreateBucket',
  'HEAD bucket ': 'HeadBucket',
  'DELETE bucket ': 'DeleteBucket',
  'GET bucket location': 'GetBucketLocation',
  'GET bucket +list2': 'ListObjectsV2',
  'POST bucket delete': 'DeleteObjects',
  'GET object ': 'GetObject',
  'HEAD object ': 'HeadObject',
  'PUT object ': 'PutObject',
  'DELETE object ': 'DeleteObject',
  'POST object uploads': 'CreateMultipartUpload',
  'PUT object partNumber+uploadId': 'UploadPart',
  'POST object uploadId': 'CompleteMultipartUpload',
  'DELETE object uploadId': 'AbortMultipartUpload',
};

function describeRequest({ method, query, rawPath }: WireRequest): string {
  const asked = subresources.filter((name) => query.has(name));
  return `${method} ${rawPath}${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
}

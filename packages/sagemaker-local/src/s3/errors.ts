import { AwsError } from '../contracts.ts';
import type { WireAnswer } from '../wire/http.ts';
import { toXml } from '../wire/xml.ts';

/** S3's refusals that more than one operation answers, with S3's own status codes and sentences. */
export const s3Errors = {
  noSuchBucket: (bucket: string) =>
    new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket }),
  noSuchKey: (key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key }),
  noSuchUpload: (uploadId: string) =>
    new AwsError('NoSuchUpload', 'The specified multipart upload does not exist. The upload ID may be invalid.', 404, {
      UploadId: uploadId,
    }),
  preconditionFailed: (condition: string) =>
    new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: condition,
    }),
  invalidArgument: (message: string) => new AwsError('InvalidArgument', message, 400),
  badDigest: (what: string) =>
    new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`, 400),
  incompleteBody: () =>
    new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
      400,
    ),
  payloadMismatch: () =>
    new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
    ),
  notImplemented: (what: string) =>
    new AwsError('NotImplemented', `${what} is not an operation of this local server.`, 501),
} as const;

/** S3 spells some of the common codes in its own way. */
const s3Codes: Readonly<Record<string, readonly [code: string, status: number]>> = {
  UnrecognizedClientException: ['InvalidAccessKeyId', 403],
  MissingAuthenticationTokenException: ['AccessDenied', 403],
  AccessDeniedException: ['AccessDenied', 403],
  ExpiredTokenException: ['ExpiredToken', 400],
  ThrottlingException: ['SlowDown', 503],
  InternalFailure: ['InternalError', 500],
};

/** A HEAD carries no body, so its status alone has to say it; SDKs read the code from there. */
export function s3Refusal(error: AwsError, requestId: string, method: string, resource: string): WireAnswer {
  const [code, status] = s3Codes[error.type] ?? [error.type, error.status];
  if (method === 'HEAD' || status === 304) return { status, headers: {}, body: '' };
  const content = { Code: code, Message: error.message, ...error.extra, Resource: resource, RequestId: requestId };
  return { status, headers: { 'content-type': 'application/xml' }, body: toXml('Error', content) };
}

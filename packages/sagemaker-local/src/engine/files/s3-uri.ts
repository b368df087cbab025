import { AwsError } from '../../contracts.ts';

export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** `s3://bucket/some/key` apart. Throws AwsError `ValidationException` for anything else. */
export function parseS3Uri(uri: string): S3Location {
  const match = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri);
  if (match?.[1] === undefined) throw new AwsError('ValidationException', `The S3 URI is not valid: ${uri}`);
  return { bucket: match[1], key: match[2] ?? '' };
}

/** Joins a prefix that may or may not end with a slash and a relative key. */
export function joinS3Uri(prefix: string, relative: string): string {
  return `${prefix.replace(/\/+$/, '')}/${relative}`;
}

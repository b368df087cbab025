import type { StoredObject } from '../store/object-index.ts';
import type { WireRequest } from '../wire/http.ts';
import { s3Errors } from './errors.ts';

/**
 * Conditional writes: `If-None-Match: *` only creates, `If-Match: <etag>` only replaces that very object. To be called
 * with no `await` between it and the write. Throws AwsError PreconditionFailed (412), or NoSuchKey for an If-Match on nothing.
 */
export function requireWritable(request: WireRequest, key: string, current: StoredObject | undefined): void {
  const [ifNoneMatch, ifMatch] = [request.header('if-none-match'), request.header('if-match')];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw s3Errors.notImplemented('A write with If-None-Match other than *');
  if (ifNoneMatch === '*' && current !== undefined) throw s3Errors.preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (current === undefined) throw s3Errors.noSuchKey(key);
  if (!names(ifMatch, current)) throw s3Errors.preconditionFailed('If-Match');
}

/** Conditional reads, in the order of RFC 9110 §13.2.2. True for "not modified"; throws PreconditionFailed (412). */
export function isNotModified(request: WireRequest, object: StoredObject): boolean {
  const [ifMatch, ifNoneMatch] = [request.header('if-match'), request.header('if-none-match')];
  const [since, unmodifiedSince] = [request.header('if-modified-since'), request.header('if-unmodified-since')];
  // HTTP dates count seconds.
  const modified = Math.floor(object.lastModified / 1_000) * 1_000;
  if (ifMatch !== undefined && !names(ifMatch, object)) throw s3Errors.preconditionFailed('If-Match');
  if (ifMatch === undefined && unmodifiedSince !== undefined && modified > Date.parse(unmodifiedSince)) {
    throw s3Errors.preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, object);
  return since !== undefined && modified <= Date.parse(since);
}

/** The source's conditions of a copy. Throws PreconditionFailed. */
export function requireCopySource(request: WireRequest, source: StoredObject): void {
  const ifMatch = request.header('x-amz-copy-source-if-match');
  const ifNoneMatch = request.header('x-amz-copy-source-if-none-match');
  if (ifMatch !== undefined && !names(ifMatch, source)) throw s3Errors.preconditionFailed('x-amz-copy-source-If-Match');
  if (ifNoneMatch !== undefined && names(ifNoneMatch, source))
    throw s3Errors.preconditionFailed('x-amz-copy-source-If-None-Match');
}

function names(condition: string, object: StoredObject): boolean {
  const unquoted = (etag: string) => etag.trim().replaceAll('"', '');
  return condition.trim() === '*' || condition.split(',').some((etag) => unquoted(etag) === unquoted(object.etag));
}

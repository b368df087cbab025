import { Readable } from 'node:stream';
import type { BlobStore, ReceivedBlob } from '../store/blob-store.ts';
import type { WireRequest } from '../wire/http.ts';
import { type Trailers, unchunked } from './aws-chunked.ts';
import { type ChecksumName, checksumNames, type RunningChecksum, runningChecksum } from './checksums.ts';
import { s3Errors } from './errors.ts';

export interface ReceivedBody {
  readonly blob: ReceivedBlob;
  /** Those the writer sent, all of them verified. */
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * A request's body as a blob, checked against everything the writer said about it: length, Content-MD5, payload hash and
 * `x-amz-checksum-*` in a header or a trailer. Throws AwsError BadDigest, IncompleteBody or XAmzContentSHA256Mismatch.
 */
export async function receiveBody(request: WireRequest, blobs: BlobStore): Promise<ReceivedBody> {
  const running = announcedChecksums(request);
  const trailers: Trailers = new Map();
  const blob = await blobs.receive(Readable.from(checked(bodyOf(request, trailers), running)));
  try {
    verifyLength(request, blob);
    verifyHashes(request, blob);
    return { blob, checksums: verifiedChecksums(request, trailers, running) };
  } catch (error) {
    blobs.discard(blob);
    throw error;
  }
}

function bodyOf(request: WireRequest, trailers: Trailers): AsyncIterable<Buffer> {
  const framed = request.header('x-amz-content-sha256')?.startsWith('STREAMING-') === true;
  return framed ? unchunked(request.message, trailers) : request.message;
}

/** S3 answers a checksum that comes in a trailer too, if the trailer was announced. */
function announcedChecksums(request: WireRequest): ReadonlyMap<ChecksumName, RunningChecksum> {
  const announced = checksumNames.filter(
    (name) =>
      request.header(headerOf(name)) !== undefined || request.header('x-amz-trailer')?.toLowerCase() === headerOf(name),
  );
  return new Map(announced.map((name) => [name, runningChecksum(name)]));
}

async function* checked(source: AsyncIterable<Buffer>, running: ReadonlyMap<ChecksumName, RunningChecksum>) {
  for await (const chunk of source) {
    for (const checksum of running.values()) checksum.update(chunk);
    yield chunk;
  }
}

function verifyLength(request: WireRequest, blob: ReceivedBlob): void {
  const said = request.header('x-amz-decoded-content-length') ?? request.header('content-length');
  if (said !== undefined && Number(said) !== blob.size) throw s3Errors.incompleteBody();
}

function verifyHashes(request: WireRequest, blob: ReceivedBlob): void {
  const md5 = request.header('content-md5');
  if (md5 !== undefined && Buffer.from(md5, 'base64').toString('hex') !== blob.md5)
    throw s3Errors.badDigest('Content-MD5');
  const payloadHash = request.header('x-amz-content-sha256') ?? '';
  if (/^[0-9a-f]{64}$/.test(payloadHash) && payloadHash !== blob.sha256) throw s3Errors.payloadMismatch();
}

function verifiedChecksums(
  request: WireRequest,
  trailers: Trailers,
  running: ReadonlyMap<ChecksumName, RunningChecksum>,
) {
  const pairs = [...running].map(([name, checksum]) => {
    const said = request.header(headerOf(name)) ?? trailers.get(headerOf(name));
    const computed = checksum.base64();
    if (said !== computed) throw s3Errors.badDigest(name.toUpperCase());
    return [name, computed] as const;
  });
  return Object.fromEntries(pairs);
}

/** `crc32` is carried by `x-amz-checksum-crc32`, in requests and in answers. */
export const headerOf = (name: string) => `x-amz-checksum-${name}`;

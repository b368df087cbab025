import { open, readFile, stat } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { call } from './call.ts';
import { type Encryption, type Limits, type PartRange, partsOf } from './object-limits.ts';

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

export type Target = Place & Encryption;

/** Parts that travel at the same time. */
const AT_ONCE = 4;

/** Sends a file, in parts when it is large. What is sent is read first: a stream cannot be sent a second time. */
export async function putFile(client: S3Client, target: Target, path: string, limits: Limits): Promise<void> {
  const { size } = await stat(path);
  if (size <= limits.singlePutBytes) {
    const Body = await readFile(path);
    await call('PutObject', () => client.send(new PutObjectCommand({ ...target, Body })));
    return;
  }
  const file = await open(path);
  try {
    await inParts(client, target, partsOf(size, limits.partBytes), async (upload, { number, start, bytes }) => {
      const { buffer: Body } = await file.read(Buffer.alloc(bytes), 0, bytes, start);
      const part = { ...upload, PartNumber: number, Body, ChecksumAlgorithm: CHECKSUM } as const;
      const sent = await call('UploadPart', () => client.send(new UploadPartCommand(part)));
      return { ETag: sent.ETag, ChecksumCRC32: sent.ChecksumCRC32 };
    });
  } finally {
    await file.close();
  }
}

/** Copies inside the service, in parts when one request cannot take it all. */
export async function copyObject(client: S3Client, from: Place, target: Target, limits: Limits): Promise<void> {
  const CopySource = `${from.Bucket}/${encodeURIComponent(from.Key)}`;
  const { ContentLength: size = 0, ETag } = await call('HeadObject', () => client.send(new HeadObjectCommand(from)));
  if (size <= limits.singleCopyBytes) {
    await call('CopyObject', () => client.send(new CopyObjectCommand({ ...target, CopySource })));
    return;
  }
  await inParts(client, target, partsOf(size, limits.copyPartBytes), async (upload, { number, start, bytes }) => {
    const CopySourceRange = `bytes=${start}-${start + bytes - 1}`;
    // All parts of one content: an object that is replaced meanwhile fails the copy.
    const part = { ...upload, PartNumber: number, CopySource, CopySourceRange, CopySourceIfMatch: ETag };
    const sent = await call('UploadPartCopy', () => client.send(new UploadPartCopyCommand(part)));
    return { ETag: sent.CopyPartResult?.ETag, ChecksumCRC32: sent.CopyPartResult?.ChecksumCRC32 };
  });
}

const CHECKSUM = 'CRC32';

type Upload = Place & { readonly UploadId: string | undefined };

/** One object made of parts. When a part fails, nothing is left: parts of an unfinished upload are stored and paid for. */
async function inParts(
  client: S3Client,
  target: Target,
  ranges: readonly PartRange[],
  send: (upload: Upload, range: PartRange) => Promise<CompletedPart>,
): Promise<void> {
  const { Bucket, Key } = target;
  const { UploadId } = await call('CreateMultipartUpload', () =>
    client.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: CHECKSUM })),
  );
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await mapAtOnce(ranges, async (range) => ({
      PartNumber: range.number,
      ...(await send(upload, range)),
    }));
    await call('CompleteMultipartUpload', () =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [...Parts] } })),
    );
  } catch (error) {
    await abandon(client, upload, error);
  }
}

/** Throws what ended the upload; a clean-up that fails too is told beside it. */
async function abandon(client: S3Client, upload: Upload, error: unknown): Promise<never> {
  await call('AbortMultipartUpload', () => client.send(new AbortMultipartUploadCommand(upload))).catch((second) => {
    throw new AggregateError([error, second], `${String(error)}; its parts are left behind: ${String(second)}`);
  });
  throw error;
}

/** Like `Promise.all` over `map`, with {@link AT_ONCE} at a time; after a failure nothing new is begun. */
async function mapAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of left) {
      if (failed) return;
      results[index] = await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}

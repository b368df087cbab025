import type { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ByteSource, isMlopsError } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';

const ABSENT = ['NotFound', 'NoSuchKey', 'NoSuchBucket'];

/** Connections that may break one after the other without a byte between them. */
const MAX_BREAKS = 5;

export interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * An object as a source, undefined when there is none. A stream whose connection breaks goes on where it was, with the same content:
 * an object that is replaced meanwhile fails. Throws AWS_CALL_FAILED, also from the source.
 */
export async function objectSource(client: S3Client, name: string, place: Place): Promise<ByteSource | undefined> {
  const head = await callUnless('HeadObject', ABSENT, () => client.send(new HeadObjectCommand(place)));
  if (head === undefined) return undefined;
  const { ContentLength: size = 0, ETag: IfMatch } = head;
  const pinned: Pinned = { ...place, ...(IfMatch === undefined ? {} : { IfMatch }) };
  return {
    name,
    size,
    stream: () => stream(client, pinned, 0, size),
    range: (from, to) => collected(stream(client, pinned, from, Math.min(to, size)), Math.min(to, size) - from),
  };
}

type Pinned = Place & { readonly IfMatch?: string };

async function* stream(client: S3Client, pinned: Pinned, from: number, to: number): AsyncGenerator<Uint8Array> {
  let at = from;
  let breaks = 0;
  while (at < to) {
    const before = at;
    try {
      for await (const chunk of body(client, pinned, at, to)) {
        at += chunk.length;
        yield chunk;
      }
    } catch (error) {
      breaks = at > before ? 1 : breaks + 1;
      if (!isTransient(error) || breaks >= MAX_BREAKS) throw error;
    }
  }
}

/** The answer to one request, all of it: one that ends early is a broken connection. Throws AWS_CALL_FAILED. */
async function* body(client: S3Client, pinned: Pinned, from: number, to: number): AsyncGenerator<Uint8Array> {
  const { Body } = await call('GetObject', () =>
    client.send(new GetObjectCommand({ ...pinned, Range: `bytes=${from}-${to - 1}` })),
  );
  const chunks = (Body as Readable)[Symbol.asyncIterator]();
  let at = from;
  try {
    while (at < to) {
      const chunk = await call('GetObject', async () => whole(await chunks.next()));
      at += chunk.length;
      yield chunk;
    }
  } finally {
    // The connection is given up with what is still to come.
    await chunks.return?.();
  }
}

function whole({ done, value }: IteratorResult<Uint8Array>): Uint8Array {
  if (done !== true) return value;
  throw Object.assign(new Error('The object ended before its last byte.'), { code: 'ECONNRESET' });
}

const isTransient = (error: unknown) => isMlopsError(error, 'AWS_CALL_FAILED') && error.details.transient;

async function collected(chunks: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, size));
  let at = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

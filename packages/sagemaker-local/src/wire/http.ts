import type { IncomingMessage } from 'node:http';
import { AwsError } from '../contracts.ts';

/** A request as the protocols see it: path and query are split by hand, so that an S3 key may hold `//` and `..`. */
export interface WireRequest {
  readonly message: IncomingMessage;
  readonly method: string;
  /** Still percent-encoded, with the leading slash. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  header(name: string): string | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | FileBody;
}

/** A file, or the bytes from `start` to `end` of it, both included. */
export interface FileBody {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export function wireRequest(message: IncomingMessage): WireRequest {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    message,
    method: message.method ?? 'GET',
    rawPath: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    header(name) {
      const value = message.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(',') : value;
    },
  };
}

/** A part of a path as it was before percent-encoding. Throws AwsError InvalidURI. */
export function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${String(cause)}`);
  }
}

/** The whole body. Throws AwsError (413) past `limitBytes`. */
export async function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes)
      throw new AwsError('RequestEntityTooLargeException', `The request is larger than ${limitBytes} bytes.`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

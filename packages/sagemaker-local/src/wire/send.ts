import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readBlob } from '../store/blob-store.ts';
import type { FileBody, WireAnswer } from './http.ts';

/** Writes an answer; a HEAD gets its headers only. Resolves also when the client went away meanwhile. */
export async function send(
  response: ServerResponse,
  answer: WireAnswer,
  requestId: string,
  method: string,
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(answer.status, headersOf(answer, requestId));
  if (method === 'HEAD' || lengthOf(answer.body) === 0) {
    response.end();
    return;
  }
  if (isFile(answer.body)) await sendFile(response, answer.body);
  else response.end(answer.body);
}

/** Announces the whole answer, writes half of it and cuts the connection. */
export function sendTruncated(response: ServerResponse, answer: WireAnswer, requestId: string): void {
  const bytes = isFile(answer.body) ? Buffer.alloc(0) : Buffer.from(answer.body);
  response.writeHead(answer.status, headersOf(answer, requestId));
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function headersOf({ headers, body, status }: WireAnswer, requestId: string): Record<string, string | number> {
  const length = status === 204 || status === 304 ? {} : { 'content-length': lengthOf(body) };
  return { ...headers, ...length, 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId };
}

async function sendFile(response: ServerResponse, { file, start, end }: FileBody): Promise<void> {
  try {
    await pipeline(readBlob(file, { start, end }), response);
  } catch (error) {
    // A client that closes the connection in the middle of a download has what it wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

const isFile = (body: WireAnswer['body']): body is FileBody => typeof body === 'object' && 'file' in body;
const lengthOf = (body: WireAnswer['body']) => (isFile(body) ? body.end - body.start + 1 : Buffer.byteLength(body));

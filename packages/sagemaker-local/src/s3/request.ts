import type { LocalClock, RecordStore } from '../contracts.ts';
import type { LocalObjects } from '../store/object-store.ts';
import type { WireAnswer, WireRequest } from '../wire/http.ts';
import { toXml } from '../wire/xml.ts';

/** An S3 request with its path-style address taken apart; `key` is '' for the bucket itself. */
export interface S3Request {
  readonly request: WireRequest;
  readonly bucket: string;
  readonly key: string;
}

/** What S3's operations work on. */
export interface S3State {
  readonly objects: LocalObjects;
  readonly store: RecordStore;
  readonly clock: LocalClock;
  readonly home: string;
}

export type S3Operation = (call: S3Request, state: S3State) => Promise<WireAnswer>;

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function xmlAnswer(root: string, content: Readonly<Record<string, unknown>>): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: toXml(root, { '@xmlns': namespace, ...content }),
  };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers, body: '' };
}

/** ISO with milliseconds, as S3's XML has it. */
export const isoDate = (epochMs: number) => new Date(epochMs).toISOString();

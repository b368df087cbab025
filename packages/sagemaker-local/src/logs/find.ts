import { AwsError } from '../contracts.ts';
import type { LogStore, LogStream } from '../store/log-store.ts';

/** How a Logs request names its group. */
export interface GroupInput {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
}

/** Throws AwsError InvalidParameterException without a name, ResourceNotFoundException for a group that had no event yet. */
export function requireGroupStreams(
  logs: LogStore,
  input: GroupInput,
): { group: string; streams: readonly LogStream[] } {
  const group = input.logGroupName ?? input.logGroupIdentifier?.split(':log-group:').at(-1)?.replace(/:\*$/, '');
  if (group === undefined)
    throw new AwsError('InvalidParameterException', 'A log group name or identifier is required.');
  const streams = logs.streams(group);
  if (streams === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return { group, streams };
}

export function requireStream(streams: readonly LogStream[], name: string): LogStream {
  const stream = streams.find((candidate) => candidate.name === name);
  if (stream === undefined) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

/** A page of a plain list by position; the token is the position. Throws AwsError InvalidParameterException. */
export function pageByPosition<T>(
  all: readonly T[],
  token: string | undefined,
  limit: number,
): { page: readonly T[]; next: { nextToken?: string } } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidToken();
  const end = start + limit;
  return { page: all.slice(start, end), next: end < all.length ? { nextToken: String(end) } : {} };
}

export const invalidToken = () => new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');

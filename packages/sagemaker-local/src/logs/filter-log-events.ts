import { createHash } from 'node:crypto';
import type { Handler } from '../contracts.ts';
import type { LogEvent, LogStore, LogStream } from '../store/log-store.ts';
import { filterPattern } from './filter-pattern.ts';
import { type GroupInput, pageByPosition, requireGroupStreams } from './find.ts';
import { isWithin, mostEvents } from './get-log-events.ts';

interface FilterInput extends GroupInput {
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefix?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly nextToken?: string;
  readonly limit?: number;
}

/** Searches the streams of a group, events of all of them in the order of time. */
export function filterLogEvents(logs: LogStore): Handler {
  return async (input: FilterInput) => {
    const streams = requireGroupStreams(logs, input).streams.filter((stream) => isSearched(stream, input));
    const matches = filterPattern(input.filterPattern ?? '');
    const found = streams
      .flatMap((stream) => matching(stream, (event) => isWithin(event, input) && matches(event.message)))
      .sort((one, other) => one.timestamp - other.timestamp);
    const { page, next } = pageByPosition(found, input.nextToken, input.limit ?? mostEvents);
    // CloudWatch no longer names the streams it searched.
    return { events: page, searchedLogStreams: [], ...next };
  };
}

function isSearched({ name }: LogStream, { logStreamNames, logStreamNamePrefix = '' }: FilterInput): boolean {
  return (logStreamNames === undefined || logStreamNames.includes(name)) && name.startsWith(logStreamNamePrefix);
}

function matching(stream: LogStream, test: (event: LogEvent) => boolean) {
  return stream
    .slice(0, stream.count)
    .flatMap((event, index) => (test(event) ? [filtered(stream.name, event, index)] : []));
}

function filtered(logStreamName: string, { timestamp, message, ingestionTime }: LogEvent, index: number) {
  return { logStreamName, timestamp, message, ingestionTime, eventId: eventId(logStreamName, timestamp, index) };
}

/** 56 digits that sort by time and are the same whenever they are asked for. */
function eventId(stream: string, timestamp: number, index: number): string {
  const tail = createHash('sha256').update(`${stream} ${index}`).digest().readUIntBE(0, 6);
  return `${timestamp}${String(tail)
    .padStart(56, '0')
    .slice(-(56 - String(timestamp).length))}`;
}

import type { Handler } from '../contracts.ts';
import type { LogEvent, LogStore, LogStream } from '../store/log-store.ts';
import { type GroupInput, invalidToken, requireGroupStreams, requireStream } from './find.ts';

interface GetInput extends GroupInput {
  readonly logStreamName: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly nextToken?: string;
  readonly limit?: number;
  readonly startFromHead?: boolean;
}

/** CloudWatch's page: 10 000 events or 1 MB, each event counted with 26 bytes more than its message. */
export const mostEvents = 10_000;
const mostBytes = 1_048_576;
const eventOverhead = 26;

/** A position between two events and the way to read from there. */
interface Cursor {
  readonly direction: 'f' | 'b';
  readonly position: number;
}

/**
 * Reads a stream forward or backward. Tokens are positions: at the end the forward token comes back unchanged, and the
 * same token gives the new events once there are some. That is how a reader knows that it has caught up.
 */
export function getLogEvents(logs: LogStore): Handler {
  return async (input: GetInput) => {
    const stream = requireStream(requireGroupStreams(logs, input).streams, input.logStreamName);
    const cursor = cursorOf(input, stream);
    const { start, end } = pageAt(stream, cursor, input.limit ?? mostEvents);
    const events = stream.slice(start, end).filter((event) => isWithin(event, input));
    return {
      events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: tokenOf({ direction: 'f', position: end }),
      nextBackwardToken: tokenOf({ direction: 'b', position: start }),
    };
  };
}

/** With `startTime` a first page begins at the first event that is late enough: time stamps are sorted. */
function cursorOf({ nextToken, startFromHead = false, startTime, endTime }: GetInput, stream: LogStream): Cursor {
  if (nextToken === undefined) {
    return startFromHead
      ? { direction: 'f', position: startTime === undefined ? 0 : firstAt(stream, startTime) }
      : { direction: 'b', position: endTime === undefined ? stream.count : firstAt(stream, endTime) };
  }
  const [, direction, digits] = /^([fb])\/(\d{56})\/s$/.exec(nextToken) ?? [];
  if (digits === undefined || (direction !== 'f' && direction !== 'b')) throw invalidToken();
  return { direction, position: Math.min(Number(digits), stream.count) };
}

/** Tokens of 56 digits, as CloudWatch's are. */
const tokenOf = ({ direction, position }: Cursor) => `${direction}/${String(position).padStart(56, '0')}/s`;

function pageAt(stream: LogStream, { direction, position }: Cursor, limit: number): { start: number; end: number } {
  if (direction === 'f') {
    const events = stream.slice(position, position + limit);
    return { start: position, end: position + countWithin(events) };
  }
  const events = stream.slice(Math.max(0, position - limit), position);
  return { start: position - countWithin([...events].reverse()), end: position };
}

/** How many of these fit in a page; one always does. */
function countWithin(events: readonly LogEvent[]): number {
  let bytes = 0;
  const past = events.findIndex(({ message }) => {
    bytes += Buffer.byteLength(message) + eventOverhead;
    return bytes > mostBytes;
  });
  return past < 0 ? events.length : Math.max(1, past);
}

/** The position of the first event that is not before `timestamp`, by halving. */
function firstAt(stream: LogStream, timestamp: number): number {
  let [low, high] = [0, stream.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stream.slice(middle, middle + 1)[0]?.timestamp ?? Infinity) < timestamp) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `startTime` is included and `endTime` is not. */
export function isWithin(
  { timestamp }: LogEvent,
  { startTime = 0, endTime = Infinity }: Pick<GetInput, 'startTime' | 'endTime'>,
): boolean {
  return timestamp >= startTime && timestamp < endTime;
}

import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import type { LocalClock, LogSink } from '../contracts.ts';
import { repairJsonLines } from './json-lines.ts';

/** One event of a stream; times in epoch milliseconds. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

/** A stream's events in the order of their time stamps, equal ones in the order of arrival. */
export interface LogStream {
  readonly name: string;
  readonly created: number;
  readonly count: number;
  readonly bytes: number;
  /** Events `[start, end)` of that order. */
  slice(start: number, end: number): readonly LogEvent[];
}

export interface LogStore extends LogSink {
  groups(): readonly string[];
  /** Undefined for a group that never had an event. */
  streams(group: string): readonly LogStream[] | undefined;
}

/** Where one event's line is in its file. */
interface Place {
  readonly timestamp: number;
  readonly offset: number;
  readonly length: number;
}

/** Logs as JSON lines, `<folder>/<group>/<stream>.jsonl`; only the places of the lines are kept in memory. */
export function logStore(folder: string, clock: LocalClock): LogStore {
  const groups = loadGroups(folder);
  const openStream = (group: string, name: string): OpenStream => {
    const streams = groups.get(group) ?? new Map<string, OpenStream>();
    groups.set(group, streams);
    const stream = streams.get(name) ?? new OpenStream(join(folder, encodeURIComponent(group)), name, clock.now());
    streams.set(name, stream);
    return stream;
  };
  return {
    append(group, stream, message, timestampMs) {
      // CloudWatch takes no empty message; its own agents leave them out.
      if (message !== '')
        openStream(group, stream).append({ timestamp: Math.floor(timestampMs), ingestionTime: clock.now(), message });
    },
    groups: () => [...groups.keys()].sort(),
    streams(group) {
      const streams = groups.get(group);
      return streams && [...streams.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    },
  };
}

class OpenStream implements LogStream {
  readonly name: string;
  readonly created: number;
  private readonly places: Place[] = [];
  private readonly file: string;
  private end = 0;

  constructor(folder: string, name: string, created: number) {
    mkdirSync(folder, { recursive: true });
    this.name = name;
    this.file = join(folder, `${encodeURIComponent(name)}.jsonl`);
    repairJsonLines(this.file);
    for (const [line, event] of linesOf(this.file)) this.place(event.timestamp, Buffer.byteLength(line) + 1);
    this.created = this.slice(0, 1)[0]?.ingestionTime ?? created;
  }

  get count(): number {
    return this.places.length;
  }

  get bytes(): number {
    return this.end;
  }

  append(event: LogEvent): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    appendFileSync(this.file, line);
    this.place(event.timestamp, line.length);
  }

  slice(start: number, end: number): readonly LogEvent[] {
    const places = this.places.slice(start, end);
    return places.length === 0 ? [] : readPlaces(this.file, places);
  }

  /** A late line goes where its time stamp belongs; the usual one goes last. */
  private place(timestamp: number, length: number): void {
    let index = this.places.length;
    while (index > 0 && (this.places[index - 1]?.timestamp ?? 0) > timestamp) index -= 1;
    this.places.splice(index, 0, { timestamp, offset: this.end, length });
    this.end += length;
  }
}

function readPlaces(file: string, places: readonly Place[]): readonly LogEvent[] {
  const descriptor = openSync(file, 'r');
  try {
    return places.map(({ offset, length }) => {
      const line = Buffer.alloc(length);
      readSync(descriptor, line, 0, length, offset);
      return JSON.parse(line.toString()) as LogEvent;
    });
  } finally {
    closeSync(descriptor);
  }
}

function linesOf(file: string): readonly (readonly [string, LogEvent])[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => [line, JSON.parse(line) as LogEvent] as const);
}

function loadGroups(folder: string): Map<string, Map<string, OpenStream>> {
  mkdirSync(folder, { recursive: true });
  return new Map(
    readdirSync(folder).map((group) => {
      const names = readdirSync(join(folder, group)).map((file) => decodeURIComponent(file.slice(0, -'.jsonl'.length)));
      return [
        decodeURIComponent(group),
        new Map(names.map((name) => [name, new OpenStream(join(folder, group), name, 0)])),
      ];
    }),
  );
}

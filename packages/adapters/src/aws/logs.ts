import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type LogStream,
  type OutputLogEvent,
  paginateDescribeLogStreams,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogCursor, LogLine } from '@mlops-actions/core';
import { callUnless } from './call.ts';

/** The group does not exist before the account's first job, nor the stream before the container speaks. */
const NOT_YET = ['ResourceNotFoundException'];

/**
 * Every line since the cursor, each exactly once. Pages are followed by forward token until it repeats: an empty page is
 * not the end, and a time stamp as a cursor would lose lines that arrive late. New streams (a job that was started again on
 * another instance) are looked for only when the known ones say nothing: an account may list five times a second.
 */
export async function readLogs(
  client: CloudWatchLogsClient,
  group: string,
  prefix: string,
  cursor: LogCursor,
): Promise<{ readonly lines: readonly LogLine[]; readonly cursor: LogCursor }> {
  const lines: LogLine[] = [];
  const next: Record<string, string> = { ...cursor };
  const readAll = async (names: readonly string[]) => {
    for (const stream of names) {
      const read = await readStream(client, group, stream, next[stream]);
      lines.push(...read.lines);
      if (read.token !== undefined) next[stream] = read.token;
    }
  };
  const known = Object.keys(cursor);
  await readAll(known);
  if (lines.length === 0) await readAll(await newStreams(client, group, prefix, known));
  return { lines: lines.sort((a, b) => a.at - b.at), cursor: next };
}

async function newStreams(client: CloudWatchLogsClient, group: string, prefix: string, known: readonly string[]) {
  const all = await streams(client, group, `${prefix}/`);
  return all.map(({ name }) => name).filter((name) => !known.includes(name));
}

/** The newest `count` lines of every stream that was made since (epoch milliseconds), oldest first. */
export async function tailLogs(
  client: CloudWatchLogsClient,
  group: string,
  since: number,
  count: number,
): Promise<readonly LogLine[]> {
  const all: LogLine[] = [];
  for (const { name } of (await streams(client, group)).filter(({ createdAt }) => createdAt >= since)) {
    const page = await callUnless('GetLogEvents', NOT_YET, () =>
      client.send(
        new GetLogEventsCommand({ logGroupName: group, logStreamName: name, limit: count, startFromHead: false }),
      ),
    );
    all.push(...toLines(name, page?.events));
  }
  return all.sort((a, b) => a.at - b.at).slice(-count);
}

interface Stream {
  readonly name: string;
  readonly createdAt: number;
}

async function streams(client: CloudWatchLogsClient, group: string, prefix?: string): Promise<readonly Stream[]> {
  const logStreamNamePrefix = prefix === undefined ? {} : { logStreamNamePrefix: prefix };
  const found = await callUnless('DescribeLogStreams', NOT_YET, async () => {
    const all: Stream[] = [];
    for await (const page of paginateDescribeLogStreams({ client }, { logGroupName: group, ...logStreamNamePrefix }))
      all.push(...(page.logStreams ?? []).map(toStream));
    return all;
  });
  return found ?? [];
}

const toStream = ({ logStreamName = '', creationTime = 0 }: LogStream): Stream => ({
  name: logStreamName,
  createdAt: creationTime,
});

async function readStream(client: CloudWatchLogsClient, group: string, stream: string, from: string | undefined) {
  const lines: LogLine[] = [];
  let token = from;
  for (;;) {
    const page = await callUnless('GetLogEvents', NOT_YET, () =>
      client.send(
        new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          startFromHead: true,
          ...(token === undefined ? {} : { nextToken: token }),
        }),
      ),
    );
    lines.push(...toLines(stream, page?.events));
    if (page?.nextForwardToken === undefined || page.nextForwardToken === token) return { lines, token };
    token = page.nextForwardToken;
  }
}

const toLines = (stream: string, events: readonly OutputLogEvent[] | undefined): LogLine[] =>
  (events ?? []).map((event) => ({ stream, at: event.timestamp ?? 0, message: event.message ?? '' }));

import { AwsError, type Handlers } from '../contracts.ts';
import type { LogStore, LogStream } from '../store/log-store.ts';
import { accountId, region } from '../wire/identity.ts';
import { type GroupInput, pageByPosition, requireGroupStreams } from './find.ts';

interface DescribeGroupsInput {
  readonly logGroupNamePrefix?: string;
  readonly logGroupNamePattern?: string;
  readonly nextToken?: string;
  readonly limit?: number;
}

interface DescribeStreamsInput extends GroupInput {
  readonly logStreamNamePrefix?: string;
  readonly orderBy?: 'LogStreamName' | 'LastEventTime';
  readonly descending?: boolean;
  readonly nextToken?: string;
  readonly limit?: number;
}

/** CloudWatch's page of groups or streams. */
const pageSize = 50;

export function describeHandlers(logs: LogStore): Handlers {
  return {
    async DescribeLogGroups({
      logGroupNamePrefix = '',
      logGroupNamePattern = '',
      nextToken,
      limit = pageSize,
    }: DescribeGroupsInput) {
      const names = logs
        .groups()
        .filter((name) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern));
      const { page, next } = pageByPosition(names, nextToken, limit);
      return { logGroups: page.map((name) => describedGroup(name, logs.streams(name) ?? [])), ...next };
    },
    async DescribeLogStreams(input: DescribeStreamsInput) {
      const {
        logStreamNamePrefix = '',
        orderBy = 'LogStreamName',
        descending = false,
        nextToken,
        limit = pageSize,
      } = input;
      if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '') {
        throw new AwsError('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const { group, streams } = requireGroupStreams(logs, input);
      const matching = streams
        .filter(({ name }) => name.startsWith(logStreamNamePrefix))
        .map((stream) => describedStream(group, stream));
      if (orderBy === 'LastEventTime')
        matching.sort((one, other) => (one.lastEventTimestamp ?? 0) - (other.lastEventTimestamp ?? 0));
      const { page, next } = pageByPosition(descending ? matching.reverse() : matching, nextToken, limit);
      return { logStreams: page, ...next };
    },
  };
}

const groupArn = (group: string) => `arn:aws:logs:${region}:${accountId}:log-group:${group}`;

function describedGroup(name: string, streams: readonly LogStream[]) {
  return {
    logGroupName: name,
    creationTime: Math.min(...streams.map(({ created }) => created)),
    metricFilterCount: 0,
    arn: `${groupArn(name)}:*`,
    logGroupArn: groupArn(name),
    storedBytes: streams.reduce((sum, { bytes }) => sum + bytes, 0),
    logGroupClass: 'STANDARD',
  };
}

function describedStream(group: string, stream: LogStream) {
  const [first] = stream.slice(0, 1);
  const [last] = stream.slice(stream.count - 1, stream.count);
  return {
    logStreamName: stream.name,
    creationTime: stream.created,
    ...(first === undefined ? {} : { firstEventTimestamp: first.timestamp }),
    ...(last === undefined ? {} : { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime }),
    arn: `${groupArn(group)}:log-stream:${stream.name}`,
    // CloudWatch stopped counting the bytes of a stream in 2019 and answers 0.
    storedBytes: 0,
  };
}

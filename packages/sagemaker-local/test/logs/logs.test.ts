import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogSink } from '../../src/contracts.ts';
import { idleEngine, type LocalServer, localServer, refusal, steppedClock } from '../support/local-server.ts';

const logGroupName = '/aws/sagemaker/TrainingJobs';
const logStreamName = 'job/algo-1-1';
const clock = steppedClock();
let server: LocalServer;
let sink: LogSink;

async function start(home?: string): Promise<void> {
  const createEngine: ReturnType<typeof idleEngine> = (deps) => {
    sink = deps.logs;
    return idleEngine()(deps);
  };
  server = await localServer({ clock, createEngine, ...(home === undefined ? {} : { home }) });
}

beforeEach(() => start());
afterEach(async () => {
  const violations = await server.violations();
  await server.close();
  expect(violations).toEqual([]);
});

const write = (message: string, at = clock.now(), stream = logStreamName) =>
  sink.append(logGroupName, stream, message, at);
const read = (input: Partial<GetLogEventsCommandInput> = {}) =>
  server.logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, ...input }));
const messages = (events: readonly { message?: string | undefined }[] = []) => events.map(({ message }) => message);

describe('a log that has not begun', () => {
  it('has no group, and then no stream', async () => {
    expect((await refusal(read())).name).toBe('ResourceNotFoundException');
    write('line', clock.now(), 'other');
    expect(await refusal(read())).toMatchObject({ message: 'The specified log stream does not exist.' });
  });
});

describe('GetLogEvents', () => {
  it('repeats the forward token at the end and goes on from it later', async () => {
    write('one');
    write('two');
    const first = await read();
    const again = await read({ nextToken: first.nextForwardToken });
    write('three');
    const later = await read({ nextToken: again.nextForwardToken });

    expect(messages(first.events)).toEqual(['one', 'two']);
    expect(again.events).toEqual([]);
    expect(again.nextForwardToken).toBe(first.nextForwardToken);
    expect(messages(later.events)).toEqual(['three']);
  });

  it('begins with the newest events and walks back when it is not asked for the head', async () => {
    for (const message of ['1', '2', '3', '4', '5']) write(message);

    const newest = await read({ startFromHead: false, limit: 2 });
    const before = await read({ startFromHead: false, limit: 2, nextToken: newest.nextBackwardToken });

    expect(messages(newest.events)).toEqual(['4', '5']);
    expect(messages(before.events)).toEqual(['2', '3']);
  });

  it('cuts a page at 10 000 events', async () => {
    for (let index = 0; index < 10_001; index += 1) write(`${index}`);

    const page = await read();
    const rest = await read({ nextToken: page.nextForwardToken });

    expect(page.events).toHaveLength(10_000);
    expect(messages(rest.events)).toEqual(['10000']);
  });

  it('cuts a page at 1 MB, events counted with 26 bytes each', async () => {
    for (let index = 0; index < 5; index += 1) write('x'.repeat(262_118));

    const page = await read();

    expect(page.events).toHaveLength(4);
  });

  it('puts a late line where its time belongs and selects by time', async () => {
    const begin = clock.now();
    write('first', begin);
    write('third', begin + 20);
    write('second', begin + 10);

    expect(messages((await read()).events)).toEqual(['first', 'second', 'third']);
    expect(messages((await read({ startTime: begin + 10, endTime: begin + 20 })).events)).toEqual(['second']);
  });

  it('refuses a token that it did not give', async () => {
    write('line');

    expect((await refusal(read({ nextToken: 'made-up' }))).name).toBe('InvalidParameterException');
  });

  it('keeps lines and tokens over a restart', async () => {
    write('größer als ASCII');
    const { nextForwardToken } = await read();
    await server.stop();
    await start(server.home);
    write('after');

    expect(messages((await read({ nextToken: nextForwardToken })).events)).toEqual(['after']);
    expect(messages((await read()).events)).toEqual(['größer als ASCII', 'after']);
  });
});

describe('groups and streams', () => {
  it('are described with the times of their events', async () => {
    write('one', clock.now() - 1_000);
    write('two', clock.now());
    write('other', clock.now(), 'job-2/algo-1-1');

    const { logGroups = [] } = await server.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/sagemaker' }),
    );
    const { logStreams = [] } = await server.logs.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'job/' }),
    );

    expect(logGroups.map((group) => group.logGroupName)).toEqual([logGroupName]);
    expect(logStreams).toMatchObject([
      {
        logStreamName,
        firstEventTimestamp: clock.now() - 1_000,
        lastEventTimestamp: clock.now(),
        lastIngestionTime: clock.now(),
      },
    ]);
  });

  it('are paged', async () => {
    for (const stream of ['a', 'b', 'c']) write('line', clock.now(), stream);

    const first = await server.logs.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2 }));
    const second = await server.logs.send(
      new DescribeLogStreamsCommand({ logGroupName, limit: 2, nextToken: first.nextToken }),
    );

    expect([first, second].map(({ logStreams = [] }) => logStreams.map((stream) => stream.logStreamName))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
    expect(second.nextToken).toBeUndefined();
  });
});

describe('FilterLogEvents', () => {
  const find = async (filterPattern: string) => {
    const { events } = await server.logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
    return messages(events);
  };

  it.each([
    ['', ['epoch 1 loss=0.5', 'epoch 2 loss=0.4', 'ERROR bad data', 'done']],
    ['epoch', ['epoch 1 loss=0.5', 'epoch 2 loss=0.4']],
    ['epoch 2', ['epoch 2 loss=0.4']],
    ['"epoch 1"', ['epoch 1 loss=0.5']],
    ['?ERROR ?done', ['ERROR bad data', 'done']],
    ['epoch -0.4', ['epoch 1 loss=0.5']],
  ])('finds by the terms %j, over streams in the order of time', async (pattern, expected) => {
    write('epoch 1 loss=0.5', clock.now(), 'a');
    write('ERROR bad data', clock.now() + 2, 'a');
    write('epoch 2 loss=0.4', clock.now() + 1, 'b');
    write('done', clock.now() + 3, 'b');

    expect(await find(pattern)).toEqual(expected);
  });

  it.each(['{ $.level = "error" }', '[ip, user]', '%regex%'])(
    'refuses the pattern %s, which it does not know',
    async (pattern) => {
      write('line');

      expect((await refusal(find(pattern))).name).toBe('InvalidParameterException');
    },
  );
});

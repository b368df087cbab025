import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogCursor } from '@mlops-actions/core';
import type { LogSink } from '../../../sagemaker-local/src/contracts.ts';
import { idleEngine, type LocalServer, localServer } from '../../../sagemaker-local/test/support/local-server.ts';
import { readLogs } from '../../src/aws/logs.ts';

const GROUP = '/aws/sagemaker/TrainingJobs';

let server: LocalServer;
let logs: CloudWatchLogsClient;
let sink: LogSink;
beforeEach(async () => {
  const engine = idleEngine();
  server = await localServer({
    createEngine: (deps) => {
      sink = deps.logs;
      return engine(deps);
    },
  });
  logs = new CloudWatchLogsClient(server.settings);
});
afterEach(async () => {
  logs.destroy();
  await server.close();
});

const write = (stream: string, at: number, message: string) =>
  sink.append(GROUP, `churn-1/${stream}`, message, Date.parse('2026-01-01T00:00:00Z') + at);

async function read(cursor: LogCursor = {}) {
  const page = await readLogs(logs, GROUP, 'churn-1', cursor);
  return { messages: page.lines.map(({ message }) => message), cursor: page.cursor };
}

describe('the log of a job', () => {
  it('is empty before the account has a group and before the job speaks', async () => {
    expect((await read()).messages).toEqual([]);
    sink.append(GROUP, 'churn-10/algo-1-1', 'of another job', Date.parse('2026-01-01T00:00:00Z'));

    expect((await read()).messages).toEqual([]);
  });

  it('gives every line once, also of the stream that a restarted job begins', async () => {
    write('algo-1-100', 0, 'one');
    const first = await read();
    write('algo-1-100', 1, 'two');
    write('algo-1-200', 2, 'three');
    const second = await read(first.cursor);
    const third = await read(second.cursor);
    const fourth = await read(third.cursor);

    expect([first, second, third, fourth].map(({ messages }) => messages)).toEqual([['one'], ['two'], ['three'], []]);
  });

  it('gives the lines of one reading in the order of their time', async () => {
    write('algo-1-100', 6, 'six');
    write('algo-1-200', 5, 'five');
    const first = await read();
    write('algo-1-200', 8, 'eight');
    write('algo-1-100', 7, 'seven');
    const second = await read(first.cursor);

    expect([first.messages, second.messages]).toEqual([
      ['five', 'six'],
      ['seven', 'eight'],
    ]);
  });

  it('looks for streams only when the known ones say nothing', async () => {
    write('algo-1-100', 0, 'one');
    const first = await read();
    write('algo-1-100', 1, 'two');
    const second = await read(first.cursor);
    const lookups = async () =>
      (await server.journal()).filter(({ operation }) => operation === 'DescribeLogStreams').length;
    const before = await lookups();
    await read(second.cursor);

    expect([before, await lookups()]).toEqual([1, 2]);
  });

  it('gives ten thousand lines and more, over all pages', async () => {
    for (let n = 0; n < 10_050; n += 1) write('algo-1-100', n, `line ${n}`);

    const { messages } = await read();

    expect(messages).toHaveLength(10_050);
    expect(new Set(messages).size).toBe(10_050);
  });
});

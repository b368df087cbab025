import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { digestOfFile } from '../../src/engine/files/digest.ts';
import { findPython } from '../../src/engine/images/python.ts';
import { prepareVirtualEnvironment } from '../../src/engine/images/virtual-environment.ts';
import { openContainers } from '../../src/engine/run/containers.ts';
import { commandRunner } from '../../src/engine/run/run-command.ts';
import type { JournalEntry } from '../../src/journal/journal.ts';
import type { Connection } from '../../src/process/connection.ts';
import { cacheDir, eventually, realClock } from '../engine/helpers/home.ts';

const here = import.meta.dirname;

it('lets an unmodified boto3 take a model from rows to an endpoint, through a failed update, and away again', async () => {
  const home = mkdtempSync(join(tmpdir(), 'boto3-'));
  const python = await pythonWithBoto3(home);
  const server = await startServer(home);

  const { steps, journal, violations } = await observed(python, server).finally(() => server.stop());

  expect(steps).toEqual([
    'caller 000000000000',
    'refused ResourceInUse',
    'trained Completed 3',
    "tags [{'Key': 'mlops:model', 'Value': 'churn'}]",
    "log ['metric rows=3']",
    'refused ValidationException',
    'refused ValidationException',
    'spot Completed True True epoch 1',
    "scored Completed ['id,prediction', '1,3', '2,6']",
    'package 1 Approved',
    'endpoint InService True 21',
    'refused ModelError',
    'refused ValidationException',
    'update InService churn-g1 True 24',
    "listed ['churn-spot', 'churn-1']",
    'refused ValidationError',
  ]);
  expect(violations).toEqual([]);
  expect(journal.filter(({ status }) => status >= 500 || status === 0)).toEqual([]);
  expect(journal.filter(({ operation, effect }) => operation === 'CreateTrainingJob' && effect)).toHaveLength(2);
  expect(await server.stop()).toBe(0);
  rmSync(home, { recursive: true });
});

async function observed(python: string, server: Server) {
  const steps = await runScenario(python, server.connection);
  const journal = (await server.control('journal')) as readonly JournalEntry[];
  return { steps, journal, violations: await server.control('violations') };
}

async function pythonWithBoto3(home: string): Promise<string> {
  const containers = openContainers(join(home, 'test-children.json'), realClock);
  const run = commandRunner(containers);
  const file = join(here, 'requirements.txt');
  const lock = { file, digest: await digestOfFile(file) };
  return join(await prepareVirtualEnvironment(cacheDir, lock, await findPython(run), run), 'python');
}

type Server = Awaited<ReturnType<typeof startServer>>;

/** The real program, as a user starts it, with a home that is a relative path. */
async function startServer(home: string) {
  const main = join(here, '../../src/main.ts');
  const args = [main, 'serve', '--home', 'state', '--cache', cacheDir];
  const child = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  const file = join(home, 'state', 'connection.json');
  await eventually(() => (existsSync(file) || child.exitCode !== null ? true : undefined));
  const connection = JSON.parse(readFileSync(file, 'utf8')) as Connection;
  return {
    connection,
    async control(path: string): Promise<unknown> {
      const headers = { authorization: `Bearer ${connection.accessKeyId}` };
      return (await fetch(`${connection.url}/_local/${path}`, { headers })).json();
    },
    async stop(): Promise<number> {
      child.kill('SIGTERM');
      return (await exited)[0] as number;
    },
  };
}

async function runScenario(python: string, connection: Connection): Promise<readonly string[]> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_ENDPOINT_URL: connection.url,
    AWS_ACCESS_KEY_ID: connection.accessKeyId,
    AWS_SECRET_ACCESS_KEY: connection.secretAccessKey,
    AWS_DEFAULT_REGION: connection.region,
  };
  const { stdout } = await promisify(execFile)(python, [join(here, 'scenario.py')], { env });
  return stdout.trim().split('\n');
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { processIdentity } from '../../src/engine/run/process-identity.ts';
import { type Connection, readConnection } from '../../src/process/connection.ts';
import { eventually, liveConnection } from '../../src/process/health.ts';
import { takeServerLock } from '../../src/process/server-lock.ts';
import { refusal } from '../support/local-server.ts';

const program = join(import.meta.dirname, '../../src/main.ts');
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sagemaker-local-home-'));
});
afterEach(async () => {
  await run('down');
  rmSync(home, { recursive: true, force: true });
});

/** Runs a command of the program to its end and returns what it printed as JSON. */
async function run(command: string, ...args: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, command, '--home', home, '--json', ...args]);
  return JSON.parse(stdout);
}

const up = (...args: string[]): Promise<Connection> => run('up', ...args);
const clientOf = ({ url, accessKeyId, secretAccessKey, region }: Connection) =>
  new SageMakerClient({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
const createGroup = (connection: Connection, ModelPackageGroupName: string) =>
  clientOf(connection).send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));

describe('up', () => {
  it('starts a server that outlives it, and finds it again', async () => {
    const connection = await up();

    expect(await up()).toEqual(connection);
    expect(await run('status')).toEqual({ running: true, ...connection });
    expect(
      (await clientOf(connection).send(new ListModelPackageGroupsCommand({}))).ModelPackageGroupSummaryList,
    ).toEqual([]);
  });

  (process.platform === 'linux' ? it : it.skip)(
    'stands in its own folder, since that of a step may be gone before it',
    async () => {
      const { pid } = await up();

      expect(readlinkSync(`/proc/${pid}/cwd`)).toBe(realpathSync(home));
    },
  );

  it('replaces a server of another version, which keeps its address and state', async () => {
    const older = await up();
    await createGroup(older, 'kept');
    const newerProgram = join(home, 'newer.ts');
    writeFileSync(newerProgram, `await import(${JSON.stringify(program)});\n`);

    const args = [newerProgram, 'up', '--home', home, '--json'];
    const newer = JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as Connection;

    expect(newer.version).not.toBe(older.version);
    expect(newer).toMatchObject({ url: older.url, accessKeyId: older.accessKeyId });
    expect((await run('list')).modelPackageGroups).toMatchObject([{ ModelPackageGroupName: 'kept' }]);
  });

  it('called three times at once gives one server', async () => {
    const connections = await Promise.all([up(), up(), up()]);

    expect(new Set(connections.map(({ pid }) => pid)).size).toBe(1);
    expect(await run('down')).toEqual({ stopped: true });
    const lock = takeServerLock(home);
    expect(lock).toBeDefined();
    lock?.release();
  });

  it('keeps key, address and state over a stop, and the key to the owner', async () => {
    const first = await up();
    await createGroup(first, 'kept');
    expect(statSync(join(home, 'connection.json')).mode & 0o777).toBe(0o600);
    await run('down');

    const second = await up();

    expect(second).toMatchObject({ url: first.url, accessKeyId: first.accessKeyId });
    expect(second.pid).not.toBe(first.pid);
    expect((await run('list')).modelPackageGroups).toMatchObject([{ ModelPackageGroupName: 'kept' }]);
  });

  it('takes over after a kill, whatever the connection file says', async () => {
    const killed = await up();
    await createGroup(killed, 'durable');
    process.kill(killed.pid, 'SIGKILL');
    await eventually(async () => (await liveConnection(home)) === undefined || undefined, 10_000);
    expect(readConnection(home)?.pid).toBe(killed.pid);

    const next = await up();

    expect(next.pid).not.toBe(killed.pid);
    const { ModelPackageGroupSummaryList = [] } = await clientOf(next).send(new ListModelPackageGroupsCommand({}));
    expect(ModelPackageGroupSummaryList.map(({ ModelPackageGroupName }) => ModelPackageGroupName)).toEqual(['durable']);
  });

  it('says why a server did not start', async () => {
    const faults = join(home, 'faults.json');
    writeFileSync(faults, '{"operation":"CreateModel","kind":"slow"}');

    await expect(up('--faults', faults)).rejects.toMatchObject({
      stderr: expect.stringContaining('"kind" of the rule for CreateModel is one of throttle'),
    });
  });

  it('loads fault rules from a file', async () => {
    const faults = join(home, 'faults.json');
    writeFileSync(faults, '[{"operation":"CreateModelPackageGroup","kind":"500"}]');

    const connection = await up('--faults', faults);

    expect((await refusal(createGroup(connection, 'unlucky'))).name).toBe('InternalFailure');
    expect((await createGroup(connection, 'lucky')).ModelPackageGroupArn).toContain('lucky');
    expect(await run('journal')).toMatchObject([{ fault: '500/before' }, { resource: 'lucky', effect: true }]);
  });
});

describe('down', () => {
  it('leaves neither process nor port nor connection file', async () => {
    const { pid, url } = await up();

    expect(await run('down')).toEqual({ stopped: true });

    // A zombie that nobody has collected yet counts as gone.
    expect(processIdentity(pid)).toBeUndefined();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(existsSync(join(home, 'connection.json'))).toBe(false);
    expect(await run('status')).toEqual({ running: false });
    expect(await run('down')).toEqual({ stopped: false });
  });

  it('signals nobody when the connection file is left over from a dead server', async () => {
    const bystander = spawn('sleep', ['60']);
    const stale = {
      port: 9,
      pid: bystander.pid,
      url: 'http://127.0.0.1:9',
      accessKeyId: 'AKIA',
      startedAt: '2026-01-01',
    };
    writeFileSync(join(home, 'connection.json'), JSON.stringify(stale));

    expect(await run('down')).toEqual({ stopped: false });

    expect(bystander.exitCode).toBeNull();
    expect(bystander.signalCode).toBeNull();
    bystander.kill();
    await once(bystander, 'exit');
  });
});

it('down waits for a server that is only starting', async () => {
  const starting = spawn(process.execPath, [program, 'serve', '--home', home], { stdio: 'ignore' });
  const ended = once(starting, 'exit');
  await eventually(() => existsSync(join(home, 'identity.json')) || undefined, 30_000);

  expect(await run('down')).toEqual({ stopped: true });
  expect(await ended).toEqual([0, null]);
});

describe('reset', () => {
  it('removes the state and keeps the cache and what is not its own', async () => {
    const before = await up();
    await createGroup(before, 'gone');
    writeFileSync(join(home, 'notes.txt'), 'mine');
    writeFileSync(join(home, 'cache', 'wheel'), 'kept');

    expect(await run('reset')).toEqual({ reset: true });

    expect((await run('list')).modelPackageGroups).toEqual([]);
    expect(await run('journal')).toEqual([]);
    expect([existsSync(join(home, 'notes.txt')), existsSync(join(home, 'cache', 'wheel'))]).toEqual([true, true]);
    expect((await up()).accessKeyId).not.toBe(before.accessKeyId);
  });
});

describe('serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly at %s', async (signal) => {
    const server = spawn(process.execPath, [program, 'serve', '--home', home], { stdio: 'ignore' });
    await eventually(() => liveConnection(home), 30_000);

    server.kill(signal);

    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(readConnection(home)).toBeUndefined();
  });

  it('gives way to the server that is already there', async () => {
    await up();

    const second = spawn(process.execPath, [program, 'serve', '--home', home], { stdio: 'ignore' });

    expect(await once(second, 'exit')).toEqual([75, null]);
    expect(await run('status')).toMatchObject({ running: true });
  });
});

describe('the lock of a home', () => {
  it('has one holder, and is free when it lets go', () => {
    const lock = takeServerLock(home);

    expect(takeServerLock(home)).toBeUndefined();
    lock?.release();
    const next = takeServerLock(home);
    expect(next).toBeDefined();
    next?.release();
  });
});

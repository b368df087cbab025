import { connect } from 'node:net';
import { processIdentity } from '../engine/run/process-identity.ts';
import { type Connection, forgetConnection, readConnection } from './connection.ts';
import { eventually, liveConnection } from './health.ts';
import { takeServerLock } from './server-lock.ts';

/** A server stops its children first, which have their own grace; past this it is killed. */
const stopMs = 60_000;
const killMs = 10_000;

/**
 * Stops the server of a home and returns once its lock, its process group and its port are free. False when none ran.
 * Throws an Error when something of it stays.
 */
export async function down(home: string): Promise<boolean> {
  const connection = await runningServer(home);
  if (connection === undefined) return false;
  signal(connection.pid, 'SIGTERM');
  if (!(await isGone(connection, stopMs))) killAll(connection.pid);
  if (!(await isGone(connection, killMs)))
    throw new Error(`Process ${connection.pid} or port ${connection.port} is still in use.`);
  forgetConnection(home);
  return true;
}

/**
 * Whoever holds the lock wrote connection.json, so its pid is safe to signal; without a holder the file is left over, and
 * the pid may be anybody's. A server that is just starting has the lock and no file yet.
 */
async function runningServer(home: string): Promise<Connection | undefined> {
  const live = await liveConnection(home);
  if (live !== undefined) return live;
  const lock = takeServerLock(home);
  if (lock === undefined) return await eventually(() => readConnection(home), stopMs);
  forgetConnection(home);
  lock.release();
  return undefined;
}

/** A server in the foreground need not lead a group of its own. */
function killAll(pid: number): void {
  if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
}

async function isGone({ pid, port }: Connection, limitMs: number): Promise<boolean> {
  const gone = async () => (isRunning(pid) || (await isListening(port)) ? undefined : true);
  return (await eventually(gone, limitMs)) === true;
}

/** Where nobody collects orphans a dead server stays a zombie, and its group with it: that is gone enough. */
function isRunning(pid: number): boolean {
  const isZombie = signal(pid, 0) && processIdentity(pid) === undefined;
  return !isZombie && (signal(pid, 0) || signal(-pid, 0));
}

/** False when there is no such process (or group). */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function isListening(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.destroy();
    resolve(true);
  });
  socket.once('error', () => resolve(false));
  return promise;
}

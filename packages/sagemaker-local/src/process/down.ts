import { connect } from 'node:net';
import { processIdentity } from '../engine/run/process-identity.ts';
import { type Connection, forgetConnection, readConnection } from './connection.ts';
import { eventually, liveConnection } from './health.ts';
import { takeServerLock } from './server-lock.ts';

/** A server stops its children first, which have their own grace; past this it is killed. */
const stopMs = 60_000;
const killMs = 10_000;

/**
 * Stops the server of a home and returns once its lock, its process group and its port are free. False when none ran, or
 * only another one than `pid`. Throws an Error when something of it stays.
 */
export async function down(home: string, pid?: number): Promise<boolean> {
  const connection = await runningServer(home);
  if (connection === undefined || (pid !== undefined && connection.pid !== pid)) return false;
  signal(connection.pid, 'SIGTERM');
  if (!(await isGone(home, connection, stopMs))) killAll(connection.pid);
  if (!(await isGone(home, connection, killMs)))
    throw new Error(`Process ${connection.pid} or port ${connection.port} is still in use.`);
  if (readConnection(home)?.pid === connection.pid) forgetConnection(home);
  return true;
}

/**
 * The server that answers, or else the one that holds the lock and does not answer (yet, or any more). Nobody is signalled
 * for a connection file alone: it may be left over, and its pid somebody else's by now.
 */
async function runningServer(home: string): Promise<Connection | undefined> {
  const live = await liveConnection(home);
  if (live !== undefined) return live;
  const found = await eventually(() => holderOf(home), stopMs);
  if (found === undefined) throw new Error(`A process holds the lock of ${home} and does not say which it is.`);
  return found === 'nobody' ? undefined : found;
}

/** Undefined while a holder has written no connection file of its own. */
function holderOf(home: string): Connection | 'nobody' | undefined {
  const lock = takeServerLock(home);
  if (lock !== undefined) {
    forgetConnection(home);
    lock.release();
    return 'nobody';
  }
  const connection = readConnection(home);
  return connection !== undefined && processIdentity(connection.pid) === connection.process ? connection : undefined;
}

/** A server in the foreground need not lead a group of its own. */
function killAll(pid: number): void {
  if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
}

/** An `up` that came meanwhile may have started the next server, on the same port: that one is not ours to wait for. */
async function isGone(home: string, { pid, port }: Connection, limitMs: number): Promise<boolean> {
  const inUse = async () => (await isListening(port)) && (await liveConnection(home)) === undefined;
  const gone = async () => (isRunning(pid) || (await inUse()) ? undefined : true);
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

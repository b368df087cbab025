import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Connection, version } from './connection.ts';
import { down } from './down.ts';
import { eventually, liveConnection } from './health.ts';
import { listRecords } from './list.ts';

export interface UpOptions {
  readonly home: string;
  readonly cache: string;
  readonly port: number;
  readonly faults?: string;
}

/** `serve` ends with this when another process already serves the home (EX_TEMPFAIL of sysexits.h). */
export const alreadyServedCode = 75;

const startMs = 120_000;

/**
 * The server of a home, started detached when none runs, and replaced when it is of another version and no job runs on it. Two calls at once give one server: only one `serve` gets the lock.
 * A call whose `serve` lost the race returns when that one has ended, so that nothing of it is left to start later.
 * Throws an Error with the end of server.log when no server comes up.
 */
export async function up(options: UpOptions): Promise<Connection> {
  const running = await liveConnection(options.home);
  if (running !== undefined && (running.version === version || hasRunningJob(options.home))) return running;
  if (running !== undefined) await down(options.home, running.pid);
  const started = startDetached(options);
  const connection = await eventually(async () => {
    const live = await liveConnection(options.home);
    if (live !== undefined) return live.pid === started.pid || started.code !== null ? live : undefined;
    return started.code === null || started.code === alreadyServedCode ? undefined : ('failed' as const);
  }, startMs);
  if (connection === undefined || connection === 'failed') {
    throw new Error(`The server did not start:\n${endOfLog(options.home)}`);
  }
  return connection;
}

/** A job dies with its server, so an older server may finish what it has; its endpoints are launched again by the next one. */
function hasRunningJob(home: string): boolean {
  const { trainingJobs, processingJobs } = listRecords(home);
  const states = [...trainingJobs, ...processingJobs] as readonly Readonly<Record<string, unknown>>[];
  return states.some((job) => RUNNING.includes(job['TrainingJobStatus'] ?? job['ProcessingJobStatus']));
}

const RUNNING: readonly unknown[] = ['InProgress', 'Stopping'];

interface Started {
  readonly pid: number | undefined;
  /** Null while it runs. */
  code: number | null;
}

/** A process group of its own, with no terminal: it outlives the shell and the workflow step that wanted it. */
function startDetached({ home, cache, port, faults }: UpOptions): Started {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = openSync(logFile(home), 'a', 0o600);
  const settings = ['--home', resolve(home), '--cache', resolve(cache), '--port', String(port)];
  const rules = faults === undefined ? [] : ['--faults', resolve(faults)];
  const args = [...process.execArgv, process.argv[1] ?? '', 'serve', ...settings, ...rules];
  // It outlives the folder of the step too, and no program starts in a folder that is gone.
  const child = spawn(process.execPath, args, { cwd: home, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const started: Started = { pid: child.pid, code: null };
  child.once('exit', (code) => {
    started.code = code ?? 1;
  });
  child.unref();
  return started;
}

const logFile = (home: string) => join(home, 'server.log');
const endOfLog = (home: string) => readFileSync(logFile(home), 'utf8').trimEnd().split('\n').slice(-20).join('\n');

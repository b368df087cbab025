import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Connection } from './connection.ts';
import { eventually, liveConnection } from './health.ts';

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
 * The server of a home, started detached when none runs. Two calls at once give one server: only one `serve` gets the lock,
 * and both calls wait for whichever listens. Throws an Error with the end of server.log when it does not come up.
 */
export async function up(options: UpOptions): Promise<Connection> {
  const running = await liveConnection(options.home);
  if (running !== undefined) return running;
  const ended = startDetached(options);
  const connection = await eventually(
    async () => (await liveConnection(options.home)) ?? failedStart(ended.code),
    startMs,
  );
  if (connection === undefined || connection === 'failed')
    throw new Error(`The server did not start:\n${endOfLog(options.home)}`);
  return connection;
}

const failedStart = (code: number | null) =>
  code === null || code === alreadyServedCode ? undefined : ('failed' as const);

/** A process group of its own, with no terminal: it outlives the shell and the workflow step that wanted it. */
function startDetached({ home, cache, port, faults }: UpOptions): { code: number | null } {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = openSync(logFile(home), 'a', 0o600);
  const program = [
    ...process.execArgv,
    process.argv[1] ?? '',
    'serve',
    '--home',
    resolve(home),
    '--cache',
    resolve(cache),
    '--port',
    String(port),
  ];
  const args = faults === undefined ? program : [...program, '--faults', resolve(faults)];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended: { code: number | null } = { code: null };
  child.once('exit', (code) => {
    ended.code = code ?? 1;
  });
  child.unref();
  return ended;
}

const logFile = (home: string) => join(home, 'server.log');
const endOfLog = (home: string) => readFileSync(logFile(home), 'utf8').trimEnd().split('\n').slice(-20).join('\n');

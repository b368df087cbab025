import { type ChildProcess, spawn } from 'node:child_process';
import type { LocalClock } from '../../contracts.ts';
import { type Children, signalGroup } from './children.ts';
import { splitLines } from './lines.ts';
import { reached } from './reached.ts';

/** A program to run as a container would: its own process group, its own environment, nothing inherited. */
export interface ContainerSpec {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Called for every line of stdout and stderr. */
  readonly onLine: (line: string) => void;
}

export interface ContainerExit {
  /** The exit code as Docker reports it: 128 + signal number when a signal ended it. */
  readonly code: number;
  /** Why it could not be started at all, e.g. a program that does not exist. */
  readonly startError?: string;
}

export interface Container {
  readonly pid: number | undefined;
  /** Resolves when the program and everything in its process group has ended and all output has been read. */
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM to the group, SIGKILL after `graceSeconds`. Safe to call more than once. */
  stop(graceSeconds: number): Promise<ContainerExit>;
}

/**
 * Runs the command behind a watcher in the same group that waits on file descriptor 3. The server holds the other
 * end, so the kernel closes it however the server dies, and the watcher kills the group. It ignores SIGTERM to last
 * through the grace period, and is started from a subshell to be no child of the program: one that reaps its
 * children must not meet it.
 */
const watchedCommand = [
  '( ( trap "" HUP INT TERM; read -r _ <&3; kill -KILL 0 ) </dev/null >/dev/null 2>&1 & )',
  'exec 3<&-',
  'exec "$@"',
].join('\n');

const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** How long output may keep coming from a process that left the group, once the program itself has ended. */
const lateOutputMs = 1000;

/** Starts a program. Failing to start is an exit with code 127 or 126 (as a shell says it), never a throw. */
export function startContainer(spec: ContainerSpec, children: Children, clock: LocalClock): Container {
  const child = spawn('/bin/sh', ['-c', watchedCommand, 'sh', ...spec.command], {
    cwd: spec.cwd,
    env: { ...spec.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid !== undefined) children.add(pid);
  const exited = exitOf(child, spec.onLine).finally(() => pid !== undefined && children.remove(pid));
  return { pid, exited, stop: (graceSeconds) => stopGroup(pid, exited, graceSeconds, clock) };
}

function exitOf(child: ChildProcess, onLine: (line: string) => void): Promise<ContainerExit> {
  readLines(child.stdout, onLine);
  readLines(child.stderr, onLine);
  // The watcher's end of the pipe breaks with the group; that is its purpose and no failure.
  child.stdio[3]?.on('error', () => undefined);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, startError: error.message }));
    child.once('exit', () => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      const timer = setTimeout(() => closeStreams(child), lateOutputMs);
      child.once('close', () => clearTimeout(timer));
    });
    child.once('close', (code, signal) => resolve({ code: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0) }));
  });
}

function closeStreams(child: ChildProcess): void {
  for (const stream of child.stdio) stream?.destroy();
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  const lines = splitLines(onLine);
  stream?.on('data', (chunk: Buffer) => lines.push(chunk));
  stream?.on('close', () => lines.end());
}

async function stopGroup(
  pid: number | undefined,
  exited: Promise<ContainerExit>,
  graceSeconds: number,
  clock: LocalClock,
): Promise<ContainerExit> {
  if (pid === undefined) return exited;
  const graceOver = new AbortController();
  signalGroup(pid, 'SIGTERM');
  void reached(clock, graceSeconds, graceOver.signal).then((over) => over && signalGroup(pid, 'SIGKILL'));
  return exited.finally(() => graceOver.abort());
}

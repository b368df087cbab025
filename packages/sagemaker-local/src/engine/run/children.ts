import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { processIdentity } from './process-identity.ts';

/** The children that run now, on disk, so that the next server finds what a killed one left behind. */
export interface Children {
  add(pid: number): void;
  remove(pid: number): void;
  /** Kills the process groups a previous server left; returns how many were still there. */
  killLeftovers(): number;
}

interface Child {
  readonly pid: number;
  readonly identity: string;
}

/** Opens the list in `file`. A process id is only ever signalled together with its start time, so a recycled id is safe. */
export function openChildren(file: string): Children {
  const previous = readChildren(file);
  const running = new Map<number, Child>();
  const write = () => writeAtomically(file, JSON.stringify([...previous, ...running.values()]));

  return {
    add(pid) {
      const identity = processIdentity(pid);
      // No identity: it has already ended, there is nothing to remember.
      if (identity === undefined) return;
      running.set(pid, { pid, identity });
      write();
    },
    remove(pid) {
      if (running.delete(pid)) write();
    },
    killLeftovers() {
      const leftovers = previous.filter(({ pid, identity }) => processIdentity(pid) === identity);
      for (const { pid } of leftovers) signalGroup(pid, 'SIGKILL');
      previous.length = 0;
      write();
      return leftovers.length;
    },
  };
}

/** Signals a whole process group; returns false when none of it is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    // macOS answers EPERM for a group of zombies.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function readChildren(file: string): Child[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Child[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function writeAtomically(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

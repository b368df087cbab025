import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The right to be the one server of a home. */
export interface ServerLock {
  release(): void;
}

/** How long a `down` of another process may stand in the way, which takes the lock for a moment to see whether it is free. */
const patienceMs = 500;

/**
 * Takes the lock, or returns undefined when another process has it. It is an exclusive transaction on an empty SQLite
 * file: a lock of the operating system, so it goes with its holder however that one dies, and nothing stale is left to
 * take over. Not for network file systems.
 */
export function takeServerLock(home: string): ServerLock | undefined {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(home, 'server.lock'));
  try {
    database.exec(`PRAGMA busy_timeout = ${patienceMs}; BEGIN EXCLUSIVE`);
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isLocked(error)) return undefined;
    throw error;
  }
}

/** SQLITE_BUSY, also in its extended forms. */
function isLocked(error: unknown): boolean {
  return ((error as { readonly errcode?: number }).errcode ?? 0) % 256 === 5;
}

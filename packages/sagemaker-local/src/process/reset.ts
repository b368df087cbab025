import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { down } from './down.ts';
import { takeServerLock } from './server-lock.ts';

/** Everything a server writes into its home, the cache and the lock itself aside: a home may be a folder with other things in it. */
const stateNames = [
  'state',
  'objects',
  'blobs',
  'uploads',
  'logs',
  'work',
  'journal.jsonl',
  'violations.jsonl',
  'identity.json',
  'server.log',
];

/** Stops the server and removes its state; the cache stays. Throws an Error when another server starts meanwhile. */
export async function reset(home: string): Promise<void> {
  await down(home);
  const lock = takeServerLock(home);
  if (lock === undefined) throw new Error(`Another server has started on ${home}.`);
  try {
    for (const name of stateNames) rmSync(join(home, name), { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

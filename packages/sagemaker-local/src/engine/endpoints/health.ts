import { setTimeout as pause } from 'node:timers/promises';
import type { LocalClock } from '../../contracts.ts';
import type { Container } from '../run/container.ts';
import { reached } from '../run/reached.ts';
import { askContainer } from './container-http.ts';

export type Health = { readonly healthy: true } | { readonly healthy: false; readonly why: string };

/** How often a starting container is asked; it is a real process, so this is real time on any clock. */
const pollMs = 100;
/** SageMaker wants the answer to a ping within two seconds. */
const pingTimeoutMs = 2000;

/** Asks `/ping` until it answers 200, the container has ended, or `timeoutSeconds` are over. */
export async function awaitHealthy(
  container: Container,
  port: number,
  timeoutSeconds: number,
  clock: LocalClock,
): Promise<Health> {
  const over = new AbortController();
  const ended = container.exited.then(({ code, startError }): Health => {
    over.abort();
    return { healthy: false, why: `The container exited with code ${code}${startError ? ` (${startError})` : ''}.` };
  });
  const timedOut = reached(clock, timeoutSeconds, over.signal).then((late): Health | Promise<Health> => {
    return late ? { healthy: false, why: `It did not answer within ${timeoutSeconds} seconds.` } : ended;
  });
  const answered = pollPing(port, over.signal).then((good): Health | Promise<Health> => {
    return good ? { healthy: true } : timedOut;
  });
  const health = await Promise.race([ended, timedOut, answered]);
  over.abort();
  return health;
}

async function pollPing(port: number, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    if (await answersPing(port, over)) return true;
    await pause(pollMs);
  }
  return false;
}

/** A refused connection and a late answer are both "not yet": that is what the polling is for. */
async function answersPing(port: number, over: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([over, AbortSignal.timeout(pingTimeoutMs)]);
  return askContainer(port, { method: 'GET', path: '/ping', signal }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

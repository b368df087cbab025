import { MlopsError } from '../domain/errors.ts';
import { isTransient } from './converge.ts';
import { eagerPause, type Look } from './pace.ts';
import type { Ports } from './ports.ts';

/** A wait survives this much consecutive silence of the service; AWS outages are mostly shorter. */
const OUTAGE_BUDGET_MS = 20 * 60_000;

interface Wait<T> {
  /** For the message of TIMED_OUT, e.g. `The training job "churn-1a2b"`. */
  readonly what: string;
  readonly timeoutSeconds: number;
  readonly observe: () => Promise<T | undefined>;
  /** True when there is nothing more to wait for. */
  readonly done: (state: T) => boolean;
  /** Milliseconds until the next look; made for a server on this machine when absent. */
  readonly pause?: (look: Look<T>) => number;
  /** Told once per outage: the service gave no usable answer, and the wait goes on. */
  readonly silent?: (failure: unknown) => void;
}

/** Polls until done. Throws TIMED_OUT, the signal's reason, or the failure that is no outage or outlived the budget. */
export async function waitFor<T>(wait: Wait<T>, ports: Pick<Ports, 'clock' | 'signal'>): Promise<T> {
  const { clock, signal } = ports;
  const started = clock.now();
  const pause = wait.pause ?? eagerPause;
  const observe = tolerant(wait, clock);
  let seen: T | undefined;
  for (let looks = 1; ; looks += 1) {
    seen = (await observe()) ?? seen;
    if (seen !== undefined && wait.done(seen)) return seen;
    const waitedMs = clock.now() - started;
    if (waitedMs > wait.timeoutSeconds * 1000)
      throw new MlopsError('TIMED_OUT', { what: wait.what, seconds: wait.timeoutSeconds });
    await clock.sleep(pause({ looks, waitedMs, ...(seen === undefined ? {} : { seen }) }), signal);
  }
}

/** Observes; a passing failure is undefined as long as the last answer is not too long ago. */
function tolerant<T>({ observe, silent }: Wait<T>, clock: Ports['clock']): () => Promise<T | undefined> {
  let lastAnswer = clock.now();
  let outage = false;
  return async () => {
    try {
      const seen = await observe();
      lastAnswer = clock.now();
      outage = false;
      return seen;
    } catch (error) {
      if (!isTransient(error) || clock.now() - lastAnswer >= OUTAGE_BUDGET_MS) throw error;
      if (!outage) silent?.(error);
      outage = true;
      return undefined;
    }
  };
}

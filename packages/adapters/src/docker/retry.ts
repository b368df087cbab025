import { type Clock, MlopsError } from '@mlops-actions/core';

export interface RetryPorts {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 5 when absent. */
  readonly tries?: number;
}

/** What a try came to: its value, or why it is worth another one. */
export type Try<T> = { readonly value: T } | { readonly retry: string };

/** Builders repeat a refused push within a second, which adds to a throttle: so the waits between tries are long. */
const TRIES = 5;
const FIRST_WAIT_MS = 2_000;

/**
 * Tries up to five times, after waits of 2, 4, 8 and 16 s, each shortened by up to a half so that parallel runs part.
 * `what` names the work in REGISTRY_UNAVAILABLE, which is thrown after the last try.
 */
export async function retried<T>(
  what: string,
  attempt: (number: number) => Promise<Try<T>>,
  { clock, signal, tries = TRIES }: RetryPorts,
): Promise<{ readonly value: T; readonly attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    signal.throwIfAborted();
    const result = await attempt(attempts);
    if ('value' in result) return { value: result.value, attempts };
    if (attempts >= tries) throw new MlopsError('REGISTRY_UNAVAILABLE', { what, attempts, reason: result.retry });
    await clock.sleep(FIRST_WAIT_MS * 2 ** (attempts - 1) * (1 - Math.random() / 2), signal);
  }
}

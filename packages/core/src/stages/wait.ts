import { MlopsError } from '../domain/errors.ts';
import { isTransient } from './converge.ts';
import type { Ports } from './ports.ts';

/** A wait survives this much consecutive silence of the service; AWS outages are mostly shorter. */
const OUTAGE_BUDGET_MS = 20 * 60_000;
const FIRST_INTERVAL_MS = 200;
const LAST_INTERVAL_MS = 30_000;

interface Wait<T> {
  /** For the message of TIMED_OUT, e.g. `The training job "churn-1a2b"`. */
  readonly what: string;
  readonly timeoutSeconds: number;
  readonly observe: () => Promise<T | undefined>;
  /** True when there is nothing more to wait for. */
  readonly done: (state: T) => boolean;
}

/**
 * Polls until done. The interval is a tenth of the time waited so far, between 0.2 s and 30 s: a job of seconds is noticed at
 * once, a job of an hour costs about 170 calls. Throws TIMED_OUT, the signal's reason, or the failure that outlived the budget.
 */
export async function waitFor<T>(wait: Wait<T>, ports: Pick<Ports, 'clock' | 'signal'>): Promise<T> {
  const { clock, signal } = ports;
  const started = clock.now();
  let lastAnswer = started;
  for (;;) {
    const state = await tolerate(wait.observe, () => clock.now() - lastAnswer < OUTAGE_BUDGET_MS);
    if (state.answered) lastAnswer = clock.now();
    if (state.value !== undefined && wait.done(state.value)) return state.value;
    const waited = clock.now() - started;
    if (waited > wait.timeoutSeconds * 1000)
      throw new MlopsError('TIMED_OUT', { what: wait.what, seconds: wait.timeoutSeconds });
    await clock.sleep(interval(waited), signal);
  }
}

const interval = (waitedMs: number) => Math.min(LAST_INTERVAL_MS, Math.max(FIRST_INTERVAL_MS, waitedMs / 10));

async function tolerate<T>(
  observe: () => Promise<T>,
  withinBudget: () => boolean,
): Promise<{ answered: boolean; value?: T }> {
  try {
    return { answered: true, value: await observe() };
  } catch (error) {
    if (!isTransient(error) || !withinBudget()) throw error;
    return { answered: false };
  }
}

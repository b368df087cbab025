import type { LocalClock } from '../../contracts.ts';

/** A timer of Node holds 2^31 − 1 ms; a training job may run for 28 days. */
const longestSleepMs = 1_000_000_000;

/** Waits for a moment `seconds` from now. Resolves to true there, to false as soon as the signal aborts. */
export async function reached(clock: LocalClock, seconds: number, signal: AbortSignal): Promise<boolean> {
  const deadline = clock.now() + seconds * 1000;
  while (!signal.aborted && clock.now() < deadline) {
    try {
      await clock.sleep(Math.min(deadline - clock.now(), longestSleepMs), signal);
    } catch (error) {
      // Clocks may reject an aborted sleep; any other failure is a real one.
      if (!signal.aborted) throw error;
    }
  }
  return !signal.aborted;
}

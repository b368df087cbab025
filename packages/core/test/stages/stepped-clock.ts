import type { Clock } from '../../src/stages/ports.ts';

/** Time that passes only by sleeping, at once. */
export function steppedClock(start = 0): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@mlops-actions/core';

/** The wall clock. `sleep` rejects with the signal's reason as soon as it aborts. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

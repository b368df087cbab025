import { setTimeout } from 'node:timers/promises';
import type { LocalClock } from '../contracts.ts';

export const realClock: LocalClock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
};

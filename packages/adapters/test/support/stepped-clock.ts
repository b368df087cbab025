import type { Clock } from '@mlops-actions/core';

/** A clock that only sleeping and `advance` move. */
export function steppedClock(start = Date.parse('2026-01-01T00:00:00Z')): Clock & { advance(ms: number): void } {
  let now = start;
  const advance = (ms: number) => {
    now += ms;
  };
  return { now: () => now, advance, sleep: async (ms) => advance(ms) };
}

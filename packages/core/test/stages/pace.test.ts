import { describe, expect, it } from '@jest/globals';
import { jobPause } from '../../src/stages/pace.ts';
import type { JobState } from '../../src/stages/ports.ts';

const training: JobState = { name: 'churn-1', status: 'InProgress', secondaryStatus: 'Training' };

describe('a patient wait for a job', () => {
  const pause = jobPause('patient', 'churn-1');

  it.each([
    ['at first', { looks: 6, seen: training }, 5_000],
    ['while phases change', { looks: 7, seen: { ...training, secondaryStatus: 'Downloading' } }, 15_000],
    ['while it trains', { looks: 7, seen: training }, 60_000],
    ['while it is stopped', { looks: 7, seen: { ...training, status: 'Stopping' as const } }, 15_000],
    ['for a job without phases, later', { looks: 21, seen: { name: 'x', status: 'InProgress' as const } }, 60_000],
    ['when nothing was seen yet', { looks: 7 }, 15_000],
  ])('pauses %s for its time, 20 %% more or less', (_when, look, about) => {
    const milliseconds = pause({ waitedMs: 0, ...look });

    expect(milliseconds).toBeGreaterThanOrEqual(about * 0.8);
    expect(milliseconds).toBeLessThanOrEqual(about * 1.2);
  });

  it('pauses the same for the same look, and not like another job', () => {
    const look = { looks: 9, waitedMs: 0, seen: training };

    expect(pause(look)).toBe(jobPause('patient', 'churn-1')(look));
    expect(pause(look)).not.toBe(jobPause('patient', 'churn-2')(look));
  });
});

it('an eager wait pauses a tenth of what it has waited, from 0.2 s to 30 s', () => {
  const pause = jobPause('eager', 'churn-1');

  expect([0, 10_000, 9_999_999].map((waitedMs) => pause({ looks: 1, waitedMs }))).toEqual([200, 1_000, 30_000]);
});

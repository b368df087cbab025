import { sha256 } from '../domain/canonical.ts';
import type { JobState, Pace } from './ports.ts';

const EAGER_FIRST_MS = 200;
const EAGER_LAST_MS = 30_000;

/** The first looks are close together: most requests that fail do so at once. */
const CLOSE_LOOKS = 6;
const CLOSE_MS = 5_000;
const CHANGING_MS = 15_000;
const STEADY_MS = 60_000;
/** After this many looks a job without secondary statuses (processing) counts as steady. */
const STEADY_LOOKS = 20;
const JITTER = 0.2;

/** What a wait knows when it decides how long to pause: looks made, milliseconds since it began, what was seen last. */
export interface Look<T> {
  readonly looks: number;
  readonly waitedMs: number;
  readonly seen?: T;
}

/** A tenth of the time waited so far: a job of seconds is noticed at once, a job of an hour costs about 170 calls. */
export const eagerPause = ({ waitedMs }: Look<unknown>): number =>
  Math.min(EAGER_LAST_MS, Math.max(EAGER_FIRST_MS, waitedMs / 10));

/**
 * The pause between two looks at a job. A service is asked every 5 s six times, every 15 s while phases change, every 60 s while
 * it trains; ±20 % by a digest of the name, so that jobs which began together do not ask together.
 */
export const jobPause =
  (pace: Pace, name: string) =>
  (look: Look<JobState>): number =>
    pace === 'eager' ? eagerPause(look) : Math.round(patientPause(look) * (1 + JITTER * noise(name, look.looks)));

function patientPause({ looks, seen }: Look<JobState>): number {
  if (looks <= CLOSE_LOOKS) return CLOSE_MS;
  const steady = seen?.secondaryStatus === undefined ? looks > STEADY_LOOKS : seen.secondaryStatus === 'Training';
  return steady && seen?.status !== 'Stopping' ? STEADY_MS : CHANGING_MS;
}

/** From -1 to 1, the same for the same look at the same job. */
const noise = (name: string, look: number): number =>
  Number.parseInt(sha256(`${name}#${look}`).slice(0, 8), 16) / 2 ** 31 - 1;

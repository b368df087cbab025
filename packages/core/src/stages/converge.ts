import { isMlopsError, MlopsError } from '../domain/errors.ts';
import type { Clock } from './ports.ts';

/** First pause between two tries of a Create that failed in passing; it doubles, with at most six tries. */
const FIRST_PAUSE_MS = 500;
const MAX_TRIES = 6;

/** A resource with a deterministic name: how to see it and how to make it. */
export interface Convergent {
  readonly kind: string;
  readonly name: string;
  /** The digest it must have been made of. */
  readonly spec: string;
  /** The spec of what has the name now; undefined when nothing has it. */
  readonly observe: () => Promise<{ readonly spec?: string } | undefined>;
  readonly create: () => Promise<void>;
}

/**
 * Observe → diff → act. After any failed Create the service is asked again: same spec → adopted; another → NAME_TAKEN; absent
 * after a passing failure → tried again; absent otherwise → that failure. A lost answer therefore never makes a second one.
 */
export async function ensure(wanted: Convergent, clock: Clock, signal: AbortSignal): Promise<'created' | 'adopted'> {
  if (await adopt(wanted)) return 'adopted';
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      await wanted.create();
      return 'created';
    } catch (error) {
      if (await adopt(wanted)) return 'adopted';
      if (!isTransient(error) || tried === MAX_TRIES) throw error;
      await clock.sleep(FIRST_PAUSE_MS * 2 ** (tried - 1), signal);
    }
  }
}

/** True for a remote failure that the same call may not meet again. */
export const isTransient = (error: unknown): boolean =>
  isMlopsError(error, 'AWS_CALL_FAILED') && error.details.transient && error.details.expired !== true;

/** True when the credentials have ended: no repetition helps. */
export const isExpired = (error: unknown): boolean =>
  isMlopsError(error, 'AWS_CALL_FAILED') && error.details.expired === true;

async function adopt(wanted: Convergent): Promise<boolean> {
  const found = await wanted.observe();
  if (found === undefined) return false;
  if (found.spec === wanted.spec) return true;
  throw new MlopsError('NAME_TAKEN', {
    kind: wanted.kind,
    name: wanted.name,
    found: found.spec ?? 'not made by mlops-actions',
    wanted: wanted.spec,
  });
}

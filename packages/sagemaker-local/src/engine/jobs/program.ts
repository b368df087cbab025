import type { LocalClock } from '../../contracts.ts';
import type { Container, ContainerExit } from '../run/container.ts';
import { reached } from '../run/reached.ts';

/**
 * Why a job's program is made to end: the API asked, its time is over, or the server goes away; on spot capacity also that
 * the time to wait is over or the instance is taken back.
 */
export type StopCause = 'requested' | 'max-runtime' | 'closing' | 'max-wait' | 'interrupted';

export interface ProgramEnd {
  readonly exit: ContainerExit;
  /** Absent when it ended on its own. */
  readonly stopped?: StopCause;
}

/** SageMaker sends SIGTERM and gives a job 120 seconds to save its work, as long as EC2 warns of an interruption. */
const stopGraceSeconds = 120;
const closeGraceSeconds = 5;

/**
 * Follows a job's program to its end and stops it when `stop` aborts (its reason is a {@link StopCause}) or its time is
 * over; `onStopping` is told before that.
 */
export async function runToEnd(
  container: Container,
  stop: AbortSignal,
  maxRuntimeSeconds: number,
  clock: LocalClock,
  onStopping: () => void,
): Promise<ProgramEnd> {
  const cause = await firstOf(container, stop, maxRuntimeSeconds, clock);
  if (cause === undefined) return { exit: await container.exited };
  if (cause !== 'closing' && cause !== 'interrupted') onStopping();
  const exit = await container.stop(cause === 'closing' ? closeGraceSeconds : stopGraceSeconds);
  return { exit, stopped: cause };
}

async function firstOf(
  container: Container,
  stop: AbortSignal,
  maxRuntimeSeconds: number,
  clock: LocalClock,
): Promise<StopCause | undefined> {
  const over = new AbortController();
  const cancel = () => over.abort();
  stop.addEventListener('abort', cancel, { once: true });
  void container.exited.then(cancel);
  if (stop.aborted) cancel();
  const timeIsUp = await reached(clock, maxRuntimeSeconds, over.signal);
  stop.removeEventListener('abort', cancel);
  if (timeIsUp) return 'max-runtime';
  return stop.aborted ? (stop.reason as StopCause) : undefined;
}

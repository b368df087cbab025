import type { LocalClock } from '../../contracts.ts';
import { reached } from '../run/reached.ts';
import type { TrainingJob } from './record.ts';

/** `stop`, which on spot capacity also aborts with `max-wait` when the time since the creation of the job is over. */
export function withMaxWait(
  clock: LocalClock,
  { CreationTime, StoppingCondition: { MaxWaitTimeInSeconds } }: TrainingJob,
  stop: AbortSignal,
): { readonly signal: AbortSignal; end(): void } {
  if (MaxWaitTimeInSeconds === undefined) return { signal: stop, end: () => undefined };
  const [over, ended] = [new AbortController(), new AbortController()];
  const left = CreationTime + MaxWaitTimeInSeconds - clock.now() / 1000;
  void reached(clock, left, ended.signal).then((isOver) => isOver && over.abort('max-wait'));
  return { signal: AbortSignal.any([stop, over.signal]), end: () => ended.abort() };
}

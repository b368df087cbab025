import type { Ports, StepName } from './ports.ts';

/**
 * Does part of a deploy; when the run is cancelled in it, says what stays behind. Nothing is undone: an update cannot be stopped,
 * and the next run finds the unfinished generation in the ledger and goes on with it.
 */
export async function leaving<T>(
  step: StepName,
  left: string,
  { signal, progress }: Pick<Ports, 'signal' | 'progress'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    if (signal.aborted)
      progress({ type: 'warning', step, text: `cancelled: ${left}; the next run goes on from there` });
    throw error;
  }
}

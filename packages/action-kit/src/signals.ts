import { constants } from 'node:os';
import { MlopsError } from '@mlops-actions/core';

type StopSignal = 'SIGINT' | 'SIGTERM';

export interface Cancellation {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM, undefined when nobody asked to stop. */
  exitCode(): number | undefined;
}

/**
 * The first SIGINT or SIGTERM aborts the signal, so that the work can stop its job and say so; the second ends the process at
 * once. The runner sends SIGINT, SIGTERM 7.5 s later, and kills 2.5 s after that.
 */
export function listenForCancellation(): Cancellation {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const stop = (name: StopSignal) => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = 128 + constants.signals[name];
    controller.abort(new MlopsError('CANCELLED', { what: `the step received ${name}` }));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: controller.signal, exitCode: () => exitCode };
}

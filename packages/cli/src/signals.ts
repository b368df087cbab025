import { constants } from 'node:os';
import { MlopsError } from '@mlops-actions/core';

export interface Cancellation {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM, undefined when nobody asked to stop. */
  exitCode(): number | undefined;
}

/** The first SIGINT or SIGTERM asks the stage to stop its job; the second ends the process at once. */
export function listenForCancellation(): Cancellation {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const stop = (name: 'SIGINT' | 'SIGTERM') => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = 128 + constants.signals[name];
    controller.abort(new MlopsError('CANCELLED', { what: `the command received ${name}` }));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: controller.signal, exitCode: () => exitCode };
}

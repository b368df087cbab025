import { MlopsError } from '../domain/errors.ts';

/** What a shell expects of a process that a signal ended: 128 and its number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

type StopSignal = keyof typeof EXIT_CODES;

/** Of Node's `process`. */
export interface Stoppable {
  on(name: StopSignal, heard: (name: StopSignal) => void): unknown;
  exit(code: number): void;
}

export interface Cancellation {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM, undefined when nobody asked to stop. */
  exitCode(): number | undefined;
}

/**
 * The first SIGINT or SIGTERM aborts the signal, so that the work can stop its job and say so; the second ends the process at
 * once. GitHub's runner sends SIGINT, SIGTERM 7.5 s later, and kills 2.5 s after that. Aborts with CANCELLED.
 */
export function listenForCancellation(who: 'step' | 'command', program: Stoppable): Cancellation {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const stop = (name: StopSignal) => {
    if (exitCode !== undefined) return program.exit(exitCode);
    exitCode = EXIT_CODES[name];
    controller.abort(new MlopsError('CANCELLED', { what: `the ${who} received ${name}` }));
  };
  program.on('SIGINT', stop);
  program.on('SIGTERM', stop);
  return { signal: controller.signal, exitCode: () => exitCode };
}

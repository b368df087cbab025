import type { StopCause } from './program.ts';

/** The jobs of one kind that run in this process. */
export interface RunningJobs {
  /** Runs `work` in the background; it must not reject. Its signal aborts with a {@link StopCause} as reason. */
  start(name: string, work: (stop: AbortSignal) => Promise<void>): void;
  stop(name: string, cause: StopCause): void;
  /** Asks all to stop and resolves when all have ended. */
  stopAll(cause: StopCause): Promise<void>;
}

export function openRunningJobs(): RunningJobs {
  const running = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  return {
    start(name, work) {
      const controller = new AbortController();
      const ended = work(controller.signal).finally(() => running.delete(name));
      running.set(name, { controller, ended });
    },
    stop(name, cause) {
      running.get(name)?.controller.abort(cause);
    },
    async stopAll(cause) {
      const jobs = [...running.values()];
      for (const { controller } of jobs) controller.abort(cause);
      await Promise.all(jobs.map(({ ended }) => ended));
    },
  };
}

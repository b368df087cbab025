import { warning } from '@actions/core';
import { causeChain, listenForCancellation, type Progress, toMlopsError } from '@mlops-actions/core';
import { endProcess } from './end-process.ts';
import { reportFailure } from './failure.ts';
import { createLogFence, type LogFence } from './log-fence.ts';
import { createProgressLog } from './progress-log.ts';
import { describeRunner, type Runner } from './runner.ts';

/** What an action may use besides its inputs. */
export interface ActionContext extends Runner {
  readonly progress: Progress;
  /** Aborts when the step is cancelled. */
  readonly signal: AbortSignal;
  /** Frees something when the action ends, however it ends; last given, first freed. */
  onEnd(free: () => Promise<void>): void;
}

/** One step of a runner, from its first line to its exit code. */
export interface Session {
  readonly context: ActionContext;
  readonly fence: LogFence;
  /** Does the work, then frees what it opened; the log stands outside of every group afterwards. */
  work<T>(task: () => Promise<T>): Promise<T>;
  fail(error: unknown): void;
  /** Ends the process: with the code of the signal when there was one. */
  end(exitCode: number): Promise<void>;
}

/** `remember` sees every progress event before it is shown. */
export function openSession(remember: Progress): Session {
  const runner = describeRunner(process.env);
  const cancellation = listenForCancellation('step', process);
  const fence = createLogFence((line) => process.stdout.write(`${line}\n`));
  const log = createProgressLog(fence, remember);
  const endings: (() => Promise<void>)[] = [];
  return {
    fence,
    context: { ...runner, progress: log.progress, signal: cancellation.signal, onEnd: (free) => endings.push(free) },
    async work(task) {
      try {
        return await task();
      } finally {
        for (const free of endings.toReversed()) await free().catch(warnNotFreed);
        log.close();
      }
    },
    fail: (error) => reportFailure(error, fence, runner.docsBase),
    end: (exitCode) => endProcess(cancellation.exitCode() ?? exitCode),
  };
}

/** Something that does not close must not hide what the action did; the process ends a moment later anyway. */
function warnNotFreed(error: unknown): void {
  warning(['Something of this step did not close:', toMlopsError(error).message, ...causeChain(error)].join('\n'));
}

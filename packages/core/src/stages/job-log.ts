import { isExpired, isTransient } from './converge.ts';
import type { JobStep } from './job-step.ts';
import type { LogCursor, Ports } from './ports.ts';

const LAST_LINES = 20;
/** CloudWatch may deliver a line seconds after it was written: this many reads without a new one end the drain. */
const QUIET_READS = 2;
const DRAIN_PAUSE_MS = { eager: 300, patient: 3_000 } as const;

/** The live log of a job, each line told once. */
export interface JobLog {
  /** Tells what is new and returns how many lines that were. A log that cannot be read is said once and never ends a job. */
  read(): Promise<number>;
  /** Reads on until nothing new has come for a while. */
  drain(): Promise<void>;
  lastLines(): readonly string[];
}

export function jobLog(
  { step, request: { kind } }: Pick<JobStep, 'step' | 'request'>,
  name: string,
  ports: Ports,
): JobLog {
  let cursor: LogCursor = {};
  let last: readonly string[] = [];
  let state: 'readable' | 'silent' | 'refused' = 'readable';

  const read = async (): Promise<number> => {
    if (state === 'refused') return 0;
    try {
      const page = await ports.jobs.logs(kind, name, cursor);
      cursor = page.cursor;
      state = 'readable';
      const lines = page.lines.map(({ message }) => message);
      for (const line of lines) ports.progress({ type: 'log', step, line });
      last = [...last, ...lines].slice(-LAST_LINES);
      return lines.length;
    } catch (error) {
      if (isExpired(error) || ports.signal.aborted) throw error;
      if (state === 'readable') ports.progress({ type: 'warning', step, text: unreadable(name, error) });
      state = isTransient(error) ? 'silent' : 'refused';
      return 0;
    }
  };

  const drain = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET_READS; ) {
      quiet = (await read()) === 0 ? quiet + 1 : 0;
      if (quiet < QUIET_READS) await ports.clock.sleep(DRAIN_PAUSE_MS[ports.pace ?? 'eager'], ports.signal);
    }
  };

  return { read, drain, lastLines: () => last };
}

const unreadable = (name: string, error: unknown) =>
  `The log of ${name} cannot be read; the job goes on. ${(error as Error).message}`;

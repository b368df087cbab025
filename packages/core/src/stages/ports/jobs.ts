import type { JobRequest, Placement } from '../../domain/job-spec.ts';

/** What is known of a job. Unknown secondary statuses are progress, not errors. */
export interface JobState {
  readonly name: string;
  readonly status: 'InProgress' | 'Stopping' | 'Completed' | 'Failed' | 'Stopped';
  readonly secondaryStatus?: string;
  /** Tag `mlops:spec`: the digest of the request that made the job. */
  readonly spec?: string;
  /** Tag `mlops:run`: the run that made it; absent for jobs made from a terminal. */
  readonly run?: string;
  /** Tag `mlops:model`: the model that it is about. */
  readonly model?: string;
  readonly artefactUri?: string;
  readonly failureReason?: string;
  /** Epoch milliseconds; `startedAt` is when the container started. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** The image it was started with. */
  readonly image?: string;
  /** Channel name → URI, of a training job. */
  readonly channels?: Readonly<Record<string, string>>;
  /** The type that was taken, of those that were asked for. */
  readonly instanceType?: string;
  readonly trainingSeconds?: number;
  /** What is paid for; less than `trainingSeconds` on spot capacity. */
  readonly billableSeconds?: number;
  /** Last value of each metric that the service read from the log. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Every secondary status so far, first one first; a status repeats after an interruption. */
  readonly phases?: readonly JobPhase[];
}

/** Epoch milliseconds; without `endedAt` the phase is going on. */
export interface JobPhase {
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt?: number;
}

export interface LogLine {
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly message: string;
}

/** Forward token per log stream; opaque to the stages. */
export type LogCursor = Readonly<Record<string, string>>;

export type JobKind = JobRequest['kind'];

/** Jobs of the destination. `start` throws AWS_CALL_FAILED whose details say whether the failure was transient. */
export interface Jobs {
  start(name: string, request: JobRequest, placement: Placement): Promise<void>;
  observe(kind: JobKind, name: string): Promise<JobState | undefined>;
  stop(kind: JobKind, name: string): Promise<void>;
  logs(
    kind: JobKind,
    name: string,
    cursor: LogCursor,
  ): Promise<{ readonly lines: readonly LogLine[]; readonly cursor: LogCursor }>;
}

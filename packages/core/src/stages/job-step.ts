import type { JobRequest, Placement } from '../domain/job-spec.ts';
import type { JobState, StepName } from './ports.ts';

/** A job as a stage asks for it. */
export interface JobStep {
  readonly step: StepName;
  readonly model: string;
  readonly request: JobRequest;
  /** Where the destination puts what the job writes. */
  readonly outputUri: string;
  /** What must exist for a finished job to be worth adopting, from what the destination says. */
  readonly artefact: (state: JobState) => string | undefined;
  /** Start a new job although one of the same spec has completed. */
  readonly rerun: boolean;
  /** Terms of this job beyond the destination's; they are no part of its specification. */
  readonly terms?: Pick<Placement, 'spot' | 'networkIsolation' | 'encryptInterContainer'>;
  /** Folder of checkpoints; tries after a failure go on from those of the first, a rerun has its own. */
  readonly checkpointsUri?: string;
  /** False: return as soon as the job exists. */
  readonly wait?: boolean;
  /** What becomes of a running job of ours when this run is cancelled; `stop` when absent. */
  readonly onCancel?: 'stop' | 'leave';
}

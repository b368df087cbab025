import type { Placement } from '../domain/job-spec.ts';
import type { Endpoints } from './ports/endpoints.ts';
import type { Images } from './ports/images.ts';
import type { Jobs } from './ports/jobs.ts';
import type { Models } from './ports/models.ts';
import type { Objects } from './ports/objects.ts';
import type { Progress } from './ports/progress.ts';
import type { Reports } from './ports/reports.ts';

export type * from './ports/endpoints.ts';
export type * from './ports/history.ts';
export type * from './ports/images.ts';
export type * from './ports/jobs.ts';
export type * from './ports/models.ts';
export type * from './ports/objects.ts';
export type * from './ports/progress.ts';
export type * from './ports/pull-requests.ts';
export type * from './ports/reports.ts';

/** `sleep` rejects with the signal's reason when it aborts. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ports {
  readonly jobs: Jobs;
  readonly objects: Objects;
  readonly models: Models;
  readonly endpoints: Endpoints;
  readonly images: Images;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly reports: Reports;
  /** Where things run and whose they are. */
  readonly placement: Omit<Placement, 'outputUri'>;
  /** Aborts on cancel; every wait listens to it. */
  readonly signal: AbortSignal;
  /** How often a wait may ask; `eager` when absent. */
  readonly pace?: Pace;
}

/** `eager` asks a server on this machine; `patient` a service that counts and limits requests. */
export type Pace = 'eager' | 'patient';

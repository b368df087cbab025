import type { JobKind } from './jobs.ts';

export type StepName =
  | 'data'
  | 'image'
  | 'training'
  | 'scoring'
  | 'gates'
  | 'register'
  | 'resolve'
  | 'deploy'
  | 'prove'
  | 'smoke'
  | 'comment';

/** What a stage tells while it works; a terminal, a log or nothing at all may listen. */
export type ProgressEvent =
  | { readonly type: 'started'; readonly step: StepName; readonly text: string }
  | { readonly type: 'status'; readonly step: StepName; readonly text: string }
  | { readonly type: 'log'; readonly step: StepName; readonly line: string }
  /** Said before the call that creates it, so that a killed run can be cleaned up by name. */
  | { readonly type: 'resource'; readonly step: StepName; readonly kind: JobKind; readonly name: string }
  /** It goes on without this run, on purpose: nobody may clean it up. */
  | { readonly type: 'left'; readonly step: StepName; readonly kind: JobKind; readonly name: string }
  | { readonly type: 'unchanged'; readonly step: StepName; readonly name: string; readonly digest: string }
  | { readonly type: 'finished'; readonly step: StepName; readonly text: string }
  | { readonly type: 'warning'; readonly step: StepName; readonly text: string };

export type Progress = (event: ProgressEvent) => void;

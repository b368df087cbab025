import type { LocalClock, ObjectStore, RecordStore, TagStore } from '../contracts.ts';

/** What SageMaker's record handlers work on. */
export interface SagemakerState {
  readonly store: RecordStore;
  readonly objects: ObjectStore;
  readonly tags: TagStore;
  readonly clock: LocalClock;
}

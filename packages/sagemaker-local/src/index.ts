export type {
  Engine,
  EngineDependencies,
  Handler,
  Handlers,
  Invocation,
  InvocationAnswer,
  LocalClock,
  LogSink,
  ObjectInfo,
  ObjectStore,
  RecordStore,
  Records,
  RequestContext,
  TagStore,
} from './contracts.ts';
export { AwsError } from './contracts.ts';
export type { FaultKind, FaultRule } from './faults/rules.ts';
export type { JournalEntry } from './journal/journal.ts';
export type { Connection } from './process/connection.ts';
export type { Listing } from './process/list.ts';
export { listRecords } from './process/list.ts';
export type { RunningServer, ServeOptions } from './process/serve.ts';
export { serve } from './process/serve.ts';
export type { Service, ServiceOptions } from './process/service.ts';
export { newAccessKeyId, startService } from './process/service.ts';
export type { Violation } from './wire/answer-check.ts';

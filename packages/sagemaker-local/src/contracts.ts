/**
 * The seams inside sagemaker-local: the wire (HTTP, protocols, records) on one side, the engine (processes, files) on the other.
 */

/** Facts of one stored object. `etag` is the quoted MD5 or multipart form that S3 clients expect. */
export interface ObjectInfo {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** At hand, or to be waited for. */
export type Awaitable<T> = T | Promise<T>;

/** Objects, here or on another server; `path` is the content on disk, to be read and never written. */
export interface ObjectStore {
  head(bucket: string, key: string): Awaitable<ObjectInfo | undefined>;
  open(bucket: string, key: string): Awaitable<{ readonly info: ObjectInfo; readonly path: string } | undefined>;
  list(bucket: string, prefix: string): Awaitable<readonly ObjectInfo[]>;
  putFile(bucket: string, key: string, file: string, contentType?: string): Promise<unknown>;
  bucketExists(bucket: string): Awaitable<boolean>;
}

/** Records of one kind, durable: a returned call has been written, fsynced and renamed into place. */
export interface Records<T> {
  get(name: string): T | undefined;
  put(name: string, value: T): void;
  delete(name: string): boolean;
  list(): readonly { readonly name: string; readonly value: T }[];
}

export interface RecordStore {
  records<T>(kind: string): Records<T>;
}

export interface LogSink {
  append(group: string, stream: string, message: string, timestampMs: number): void;
}

export interface LocalClock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A failure in AWS's own words: `type` is the wire error code, e.g. `ValidationException`. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.extra = extra;
  }
}

/** What a handler may know about its caller. */
export interface RequestContext {
  readonly region: string;
  readonly accountId: string;
  readonly requestId: string;
}

/** One AWS JSON operation: validated input in, an output that will be validated too. Throws AwsError. */
// biome-ignore lint/suspicious/noExplicitAny: shapes are enforced at run time by the service model, per operation.
export type Handler = (input: any, context: RequestContext) => Promise<Record<string, unknown>>;

/** Operation name → handler, e.g. `CreateTrainingJob`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** An invocation that reached the runtime endpoint (`POST /endpoints/{name}/invocations`). */
export interface Invocation {
  readonly endpointName: string;
  readonly body: Buffer;
  readonly contentType?: string;
  readonly accept?: string;
  readonly targetVariant?: string;
  readonly customAttributes?: string;
}

export interface InvocationAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly contentType?: string;
  readonly invokedVariant: string;
  readonly customAttributes?: string;
}

/** Everything that runs programs. Built by `createEngine(deps)` in engine/index.ts, called by the wire. */
export interface Engine {
  readonly handlers: Handlers;
  invoke(invocation: Invocation): Promise<InvocationAnswer>;
  /** Takes the instance of a running spot training job back. Throws AwsError when there is none. */
  interrupt(trainingJob: string): void;
  /** After a start: InProgress jobs become Failed, endpoints are launched again. */
  recover(): Promise<void>;
  /** Stops every child (SIGTERM, then SIGKILL) and resolves when none is left. */
  close(): Promise<void>;
}

export interface EngineDependencies {
  readonly store: RecordStore;
  readonly objects: ObjectStore;
  readonly logs: LogSink;
  readonly clock: LocalClock;
  /** Directory for running jobs' `/opt/ml` trees and unpacked images; survives restarts. */
  readonly workDir: string;
  /** Directory shared between states: virtual environments by lock, uv itself. */
  readonly cacheDir: string;
  readonly tags: TagStore;
}

/** Tags by ARN, as ListTags and AddTags see them. */
export interface TagStore {
  get(arn: string): readonly { readonly Key: string; readonly Value: string }[];
  set(arn: string, tags: readonly { readonly Key: string; readonly Value: string }[]): void;
  delete(arn: string): void;
}

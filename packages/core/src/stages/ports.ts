import type { JobRequest, Placement } from '../domain/job-spec.ts';

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

/**
 * Named bytes. A location is a path of the repository or an `s3://` URI; a key is a name inside the destination's bucket.
 */
export interface Objects {
  /** The bytes, or undefined when there is nothing at the location. */
  read(location: string): Promise<Uint8Array | undefined>;
  /** Files under a repository folder, or the file itself, with forward slashes and in order. */
  files(path: string): Promise<readonly string[]>;
  /** sha256 hex of one location, streamed. Throws OBJECT_NOT_FOUND. */
  digest(location: string): Promise<string>;
  exists(location: string): Promise<boolean>;
  /** Stores a repository file or bytes under a key; returns whether anything was sent (false: the key existed). */
  store(key: string, content: Uint8Array | { readonly file: string }): Promise<boolean>;
  /** Creates an object only if the key is free: the lock-free way to claim a name. */
  claim(key: string, content: string): Promise<boolean>;
  copy(fromUri: string, key: string): Promise<void>;
  list(prefix: string): Promise<readonly string[]>;
  /** What lies under an `s3://` URI, without reading it: a digest of names, sizes and ETags; undefined when nothing does. */
  fingerprint(uri: string): Promise<{ readonly digest: string; readonly bytes: number } | undefined>;
  uri(key: string): string;
  /** Writes a record for people and audits, in the bucket and in the run folder; overwrites. Returns the local path. */
  publish(name: string, text: string): Promise<string>;
  /** Writes a file of the repository, e.g. a lock. */
  write(path: string, text: string): Promise<void>;
}

export interface ModelPackage {
  readonly group: string;
  readonly version: number;
  readonly arn: string;
  readonly approval: 'Approved' | 'PendingManualApproval' | 'Rejected';
  readonly image: string;
  readonly modelUri: string;
  /** CustomerMetadataProperties: model digest, gate id, spec, job … */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface NewModelPackage {
  readonly group: string;
  readonly description: string;
  readonly approval: 'Approved' | 'PendingManualApproval';
  readonly image: string;
  readonly modelUri: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly token: string;
  readonly instanceTypes: readonly string[];
}

/** The model registry. */
export interface Models {
  /** Newest first; an absent group is an empty list. */
  list(group: string): Promise<readonly ModelPackage[]>;
  register(pkg: NewModelPackage): Promise<void>;
  approve(arn: string, reason: string): Promise<void>;
}

export interface EndpointState {
  readonly name: string;
  readonly status: string;
  readonly configName: string;
  readonly failureReason?: string;
  /** `ResolvedImage` of every deployed image. */
  readonly resolvedImages: readonly string[];
}

/** One generation: a Model and an EndpointConfig of the same name. */
export interface Generation {
  readonly name: string;
  readonly image: string;
  readonly modelUri: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly startupTimeoutSeconds: number;
}

export interface InvocationResult {
  readonly status: number;
  readonly body: string;
  /** The digest the container says it serves, from the answer's custom attributes. */
  readonly modelDigest?: string;
}

/** Endpoints and what they are made of. Deleting something absent is not an error. */
export interface Endpoints {
  observe(endpoint: string): Promise<EndpointState | undefined>;
  generation(
    name: string,
  ): Promise<{ readonly spec?: string; readonly modelUri: string; readonly image: string } | undefined>;
  /** The spec an EndpointConfig was made of; undefined when there is none. */
  config(name: string): Promise<{ readonly spec?: string } | undefined>;
  createModel(generation: Generation, placement: Placement): Promise<void>;
  createConfig(generation: Generation, placement: Placement): Promise<void>;
  create(endpoint: string, configName: string, placement: Placement): Promise<void>;
  update(endpoint: string, configName: string): Promise<void>;
  /** Deletes the endpoint itself and waits until it is gone. */
  removeEndpoint(endpoint: string): Promise<void>;
  /** Names of configs and models of this endpoint that carry our tags' naming, newest generation first. */
  generations(endpoint: string): Promise<readonly string[]>;
  remove(generationName: string): Promise<void>;
  invoke(endpoint: string, body: string): Promise<InvocationResult>;
  /** The newest lines of containers started since (epoch milliseconds), oldest first. */
  logTail(endpoint: string, since: number, count: number): Promise<readonly LogLine[]>;
}

export interface BuiltImage {
  /** `<repository>@sha256:<hex>` */
  readonly reference: string;
  readonly unchanged: boolean;
  /** For people: what is in it, e.g. `12 files, Python 3.11.7, 31 locked packages`. */
  readonly summary: string;
  /** Of a container image: what its registry holds. */
  readonly container?: ContainerImage;
}

/** A container image as its registry answered when it was asked last. */
export interface ContainerImage {
  readonly registry: string;
  readonly repository: string;
  /** The first of the tags that were asked for, else the one of the content key. */
  readonly tag: string;
  /** sha256 hex of everything the image is made of. */
  readonly contentKey: string;
  /** Compressed bytes of configuration and layers. */
  readonly sizeBytes: number;
  readonly layers: number;
  readonly mediaType: string;
  /** e.g. `linux/amd64` */
  readonly platform: string;
  /** 0 when nothing was pushed. */
  readonly pushAttempts: number;
}

export interface ImageRequest {
  readonly model: string;
  readonly context: string;
  readonly requirements?: string;
  /** Relative to `context`. What makes no container needs none. */
  readonly dockerfile?: string;
  /** Paths relative to mlops.yml, as `context` is, that must never enter the image, e.g. the declared data. */
  readonly exclude: readonly string[];
  /** How a container image is made, where that differs from what a stage needs. */
  readonly container?: ContainerOptions;
}

export interface ContainerOptions {
  /** The model's name in lower case when absent. */
  readonly repository?: string;
  /** Stage of the Dockerfile; the last one when absent. */
  readonly target?: string;
  /** `linux/amd64` when absent. */
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Beside the tag of the content key. */
  readonly tags?: readonly string[];
  /** `generic` accepts every media type; SageMaker, the default, only one image of Docker's own type. */
  readonly for?: 'sagemaker' | 'generic';
  /** Whether a missing repository may be made. */
  readonly createRepository?: boolean;
  /** Build although the registry has an image of the same content. */
  readonly force?: boolean;
}

export interface Images {
  build(request: ImageRequest): Promise<BuiltImage>;
  /** The full reference of a `sha256:…` digest in a repository of the destination. */
  reference(repository: string, digest: string): Promise<string>;
}

/** `sleep` rejects with the signal's reason when it aborts. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

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
  | 'smoke';

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

export interface Ports {
  readonly jobs: Jobs;
  readonly objects: Objects;
  readonly models: Models;
  readonly endpoints: Endpoints;
  readonly images: Images;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Where things run and whose they are. */
  readonly placement: Omit<Placement, 'outputUri'>;
  /** Aborts on cancel; every wait listens to it. */
  readonly signal: AbortSignal;
  /** How often a wait may ask; `eager` when absent. */
  readonly pace?: Pace;
}

/** `eager` asks a server on this machine; `patient` a service that counts and limits requests. */
export type Pace = 'eager' | 'patient';

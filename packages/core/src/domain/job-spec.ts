import { digestOf } from './canonical.ts';

/** A named input of a job: where the bytes are, and which bytes they are. */
export interface DataReference {
  readonly uri: string;
  /** sha256 hex of the content (of the listing of relative paths and digests when it is a folder). */
  readonly digest: string;
}

/** A channel of training. What the program is told of it is part of what it computes. */
export interface ChannelReference extends DataReference {
  /** MIME type that algorithms of SageMaker ask for, e.g. `text/csv`. */
  readonly contentType?: string;
  /** How the program gets the files; `File` when absent. */
  readonly inputMode?: InputMode;
}

export type InputMode = 'File' | 'FastFile' | 'Pipe';

/** Where, as whom and on what terms a job runs; nothing here changes what it computes. */
export interface Placement {
  readonly role: string;
  readonly outputUri: string;
  readonly kmsKey?: string;
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Spare capacity; `maxWaitSeconds` is from start to end and at least the job's own limit. */
  readonly spot?: { readonly maxWaitSeconds: number };
  /** Where `/opt/ml/checkpoints` is kept and restored from. */
  readonly checkpointUri?: string;
  /** No network for the container. */
  readonly networkIsolation?: boolean;
  readonly encryptInterContainer?: boolean;
}

interface CommonRequest {
  /** Image by digest: `<repository>@sha256:<hex>`. */
  readonly image: string;
  /** Empty: what the image itself starts. */
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** In order of preference, as written by the user. */
  readonly instanceTypes: readonly string[];
  readonly volumeSizeGb: number;
  readonly maxRuntimeSeconds: number;
}

export interface TrainingRequest extends CommonRequest {
  readonly kind: 'training';
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, ChannelReference>>;
  /** Metric name → regular expression with one group, read from the job's log. */
  readonly metrics: Readonly<Record<string, string>>;
}

export interface ProcessingRequest extends CommonRequest {
  readonly kind: 'processing';
  /** Input name → data, mounted at `/opt/ml/processing/input/<name>`. */
  readonly inputs: Readonly<Record<string, DataReference>>;
  /** The one output, uploaded from `/opt/ml/processing/output/<name>`. */
  readonly output: string;
}

export type JobRequest = TrainingRequest | ProcessingRequest;

/**
 * Digest of what a job computes (`spec-v1`): the request with the image by digest and data by content, without name, tags,
 * role, output path and the metrics that are only watched. Frozen: a later release must find the jobs of an earlier one, so
 * changing this is a new version.
 */
export function specDigest(request: JobRequest): string {
  return digestOf({ schema: 'spec-v1', ...computed(request), image: imageDigest(request.image) });
}

function computed(request: JobRequest) {
  if (request.kind === 'processing') return { ...request, inputs: digests(request.inputs) };
  const { metrics: _watched, ...rest } = request;
  return { ...rest, channels: channelsComputed(request.channels) };
}

/** The `sha256:<hex>` part of an image reference; the whole reference when it names no digest. */
export function imageDigest(reference: string): string {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1] ?? reference;
}

const digests = (data: Readonly<Record<string, DataReference>>) =>
  Object.fromEntries(Object.entries(data).map(([name, reference]) => [name, reference.digest]));

/** A channel that says nothing but its data is its digest, as it was before channels could say more. */
const channelsComputed = (channels: TrainingRequest['channels']) =>
  Object.fromEntries(
    Object.entries(channels).map(([name, { uri: _where, digest, ...told }]) => [
      name,
      Object.keys(told).length === 0 ? digest : { digest, ...told },
    ]),
  );

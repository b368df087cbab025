import type { Placement } from '../../domain/job-spec.ts';
import type { LogLine } from './jobs.ts';

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

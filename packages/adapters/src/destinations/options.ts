import { homedir } from 'node:os';
import { join } from 'node:path';
import type { JobKind, MlopsConfig, Ports, Progress } from '@mlops-actions/core';

export interface PortOptions {
  readonly config: Pick<MlopsConfig, 'environment' | 'registry'>;
  /** Folder of mlops.yml; every path of the config is relative to it. */
  readonly root: string;
  /** MLOPS_HOME: state of the local destination and the records. */
  readonly home: string;
  /** Virtual environments and the like, shared between homes; `~/.cache/mlops-actions` when absent. */
  readonly cache?: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** `import.meta.url` of the entry: sagemaker-local is found beside it. */
  readonly caller: string;
  readonly run: { readonly repository?: string; readonly runId?: string; readonly commit?: string };
}

/** `left`: it belongs to another run, which follows it. */
export type StopOutcome = 'stopped' | 'stopping' | 'already-terminal' | 'absent' | 'left';

/** The ports of a destination and what a composition root needs around them. */
export interface ConnectedPorts extends Ports {
  readonly destination: string;
  stopJob(kind: JobKind, name: string): Promise<StopOutcome>;
  /** Frees sockets; the local server goes on, its endpoint with it. */
  close(): Promise<void>;
}

/** Where caches go unless told otherwise. */
export const defaultCache = (): string => join(homedir(), '.cache', 'mlops-actions');

/** Where the copies of records for people go. */
export const recordsFolder = ({ home }: Pick<PortOptions, 'home'>): string => join(home, 'records');

import type { SliceRule, Task } from '@mlops-actions/evaluation';
import type { Gate } from '../domain/gates/gate.ts';
import type { Mode } from '../domain/judge-request.ts';

export interface Columns {
  /** Rows are numbered by our side when absent. */
  readonly id?: string;
  readonly label: string;
  /** Rows of one group belong together; of a ranking, the query. */
  readonly group?: string;
  /** A row counts this much. */
  readonly weight?: string;
}

/** One table, split by row hash. Paths are relative to the folder of mlops.yml, with `/`. */
export interface TableData {
  readonly kind: 'table';
  readonly table: string;
  /** 0 < share < 1. */
  readonly heldOutShare: number;
  readonly splitLock: string;
  readonly columns: Columns;
  /** The positive label exactly as written in mlops.yml; only for `binary` and `ranking`. */
  readonly positive?: string;
  /** File that says what the columns have to hold. */
  readonly schema?: string;
}

/** Tables the user has split. */
export interface ChannelData {
  readonly kind: 'channels';
  /** Channel name → file or folder: all that training sees. */
  readonly channels: Readonly<Record<string, string>>;
  readonly heldOut: string;
  readonly columns: Columns;
  readonly positive?: string;
  readonly schema?: string;
}

export type Scalar = string | number | boolean;

/** Where a run happens. Without a chosen environment: `{ name: 'local', destination: 'local', tags: {} }`. */
export interface Environment {
  readonly name: string;
  readonly destination: 'aws' | 'local';
  readonly region?: string;
  readonly assumeRole?: string;
  readonly executionRole?: string;
  readonly bucket?: string;
  readonly kmsKey?: string;
  readonly network?: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * mlops.yml after `extends`, the environment, overrides, inference and defaults. Frozen. Durations are seconds; paths are
 * relative to the folder of the loaded file, normalised, with `/`.
 */
export interface MlopsConfig {
  readonly version: 1;
  readonly model: string;
  readonly task: Task;
  /** Globs of more files whose change is a change of this model, relative to the folder of the loaded file; absent without any. */
  readonly watch?: readonly string[];
  readonly data: TableData | ChannelData;
  readonly image: { readonly context: string; readonly requirements?: string; readonly dockerfile?: string };
  readonly train: {
    readonly script: string;
    /** In order of preference. */
    readonly instanceTypes: readonly string[];
    readonly hyperparameters: Readonly<Record<string, Scalar | readonly Scalar[]>>;
    readonly maxRuntimeSeconds: number;
    readonly volumeSizeGb: number;
    /** Environment variables of the job; absent when none was written, as are the next three. */
    readonly environment?: Readonly<Record<string, string>>;
    /** Metric name → regular expression whose first group is the value. */
    readonly metrics?: Readonly<Record<string, string>>;
    /** Set: on spot capacity, from start to end within this time. */
    readonly spot?: { readonly maxWaitSeconds: number };
    readonly checkpoints?: true;
  };
  readonly validate: {
    readonly script: string;
    /** Set: a row counts as positive when its score is at least this. */
    readonly threshold?: number;
    /** What happens when the evidence of a gate cannot answer. */
    readonly inconclusive: 'block' | 'warn';
    readonly firstModel: 'pass' | 'fail';
    readonly mode: Mode;
    /** One-sided, of comparisons; between 0.5 and 1. */
    readonly confidence: number;
    /** Rows up to which every score is kept. */
    readonly exactRows: number;
    /** Those that are written, then those that gates name by a column alone. */
    readonly slices: readonly SliceRule[];
    readonly gates: readonly Gate[];
  };
  readonly register: { readonly approval: 'environment' | 'manual' | 'automatic' };
  readonly serve: {
    readonly script: string;
    readonly instanceType: string;
    readonly instanceCount: number;
    readonly endpoint: string;
    readonly startupTimeoutSeconds: number;
    readonly smoke?: string;
  };
  readonly environment: Environment;
  /** The environment whose registry this one takes versions from; absent when it has its own. */
  readonly registry?: Environment;
}

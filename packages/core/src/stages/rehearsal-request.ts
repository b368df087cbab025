import type { MlopsConfig } from '../config/types.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import type { Ports } from './ports.ts';

/** A checked-out commit with its mlops.yml; `ports` read from the folder of that file. */
export interface Side {
  /** Full id. */
  readonly commit: string;
  readonly config: MlopsConfig;
  /** Path of mlops.yml in the repository. */
  readonly file: string;
  readonly ports: Ports;
}

export interface RehearsalRequest {
  readonly head: Side;
  /** Absent for a model that is new. */
  readonly base?: Side;
  /** Why the mlops.yml of the base cannot be read, when there is one; `base` is absent then. */
  readonly baseProblems?: readonly Problem[];
  readonly baseCommit: string;
  /** Folder of the base's mlops.yml as seen from the head's. */
  readonly baseFolder: string;
  readonly changedFiles: readonly string[];
  /** Whether both are trained and judged; else only the training data of the head is looked at. */
  readonly train: boolean;
  /** Of each of the two trainings; what the base's mlops.yml says when absent. */
  readonly maxRuntimeSeconds?: number;
}

/** Gates, threshold, slices and scorer: of the base, and of a new model its own. */
export const rulesConfig = ({ head, base }: Pick<RehearsalRequest, 'head' | 'base'>): MlopsConfig =>
  (base ?? head).config;

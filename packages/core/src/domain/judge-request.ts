import type { Task } from '@mlops-actions/evaluation';
import type { MetricFiles } from './gates/from-file.ts';
import type { Gate } from './gates/gate.ts';
import type { StoredMetrics } from './gates/opponent.ts';

/** `dry-run` judges and blocks nothing, `off` judges nothing. */
export type Mode = 'enforce' | 'dry-run' | 'off';

export interface CandidateFacts {
  /** sha256 hex of model.tar.gz; of predictions that were given as files, of these. */
  readonly digest: string;
  /** Empty, as is the image, for predictions that were given as files. */
  readonly job: string;
  readonly image: string;
  /** The files of predictions that were given; such a verdict is about no model that could be registered. */
  readonly predictions?: readonly string[];
}

export interface ChampionFacts {
  readonly digest: string;
  /** Image by digest, when the registry knows it. */
  readonly image?: string;
  /** In the registry; absent for what is no version of it. */
  readonly version?: number;
  /**
   * Of the registry, what the endpoint serves, else the newest approved version. Else the model of the base commit, a file of
   * predictions, columns beside the candidate's, or stored metrics.
   */
  readonly source: 'endpoint' | 'newest-approved' | 'base' | 'file' | 'columns' | 'metrics';
}

/** Whom a candidate was compared with, as a person says it: `champion version 2`. */
export function championName({ version, source }: Pick<ChampionFacts, 'version' | 'source'>): string {
  if (version !== undefined) return `champion version ${version}`;
  if (source === 'base') return 'the model of the base commit';
  return source === 'metrics' ? "the champion's stored metrics" : "the champion's predictions";
}

/** Who is judged, against whom, on which rows. */
export interface Judged {
  readonly model: string;
  readonly task: Task;
  readonly candidate: CandidateFacts;
  readonly champion?: ChampionFacts;
  readonly heldOut: { readonly digest: string; readonly rows: number };
}

/** What a verdict is asked about, beside the rows themselves. */
export interface JudgeRequest extends Judged {
  readonly gates: readonly Gate[];
  readonly firstModel: 'pass' | 'fail';
  /** `enforce` when absent. */
  readonly mode?: Mode;
  /** What is known of a champion that cannot be scored; only with a champion. */
  readonly storedMetrics?: StoredMetrics;
  /** Files that gates read numbers from. A file that is not here is missing. */
  readonly files?: MetricFiles;
  readonly judgedBefore?: number;
}

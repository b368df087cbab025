import type { InputMode } from '../domain/job-spec.ts';
import type { Report } from '../domain/report.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { BuiltImage } from './ports.ts';

export interface CheckedChannel {
  readonly name: string;
  readonly path: string;
  readonly uri: string;
  readonly digest: string;
  /** Data rows, header excluded; absent for files that are not tables. */
  readonly rows?: number;
  readonly bytes: number;
  /** What an algorithm of SageMaker is told of the channel; absent for channels of mlops.yml. */
  readonly contentType?: string;
  readonly inputMode?: InputMode;
}

export interface CheckedData {
  readonly channels: readonly CheckedChannel[];
  /** The unlabelled rows that scoring sees; the labels stay on our side. */
  readonly heldOut: CheckedChannel;
}

export interface FinishedJob {
  readonly name: string;
  readonly spec: string;
  /** True when an earlier run had made it and nothing was created now. */
  readonly adopted: boolean;
  readonly artefactUri: string;
  readonly seconds?: number;
}

export interface TrainedModel extends FinishedJob {
  /** sha256 hex of model.tar.gz. */
  readonly modelDigest: string;
  /** The image that trained it, by digest: what scores and serves the model too. */
  readonly image: string;
  /** Channel name → URI, of a job that was found by its name. */
  readonly channels?: Readonly<Record<string, string>>;
}

export interface RegisteredPackage {
  readonly group: string;
  readonly version: number;
  readonly approval: string;
  readonly adopted: boolean;
}

/** Local paths of what is written beside gate.json. */
export interface VerdictFiles {
  readonly report: string;
  readonly html: string;
  readonly metrics: string;
  readonly modelCard: string;
}

export interface TrainResult {
  /** `registered` and `unchanged` have a package; `rejected` has none. */
  readonly outcome: 'registered' | 'unchanged' | 'rejected';
  readonly model: string;
  readonly destination: string;
  readonly data: CheckedData;
  readonly image: BuiltImage;
  readonly training: TrainedModel;
  readonly verdict: Verdict;
  readonly report: Report;
  readonly package?: RegisteredPackage;
  /** Local paths of the records written. */
  readonly records: VerdictFiles & { readonly gate: string; readonly lineage: string };
}

export interface SmokeAnswer {
  readonly name: string;
  readonly status: number;
  readonly passed: boolean;
  readonly milliseconds: number;
  /** First 500 characters of the answer. */
  readonly answer: string;
  /** What the container says it serves, when it says so. */
  readonly modelDigest?: string;
  /** How often it was sent, when more than once; the answer is the worst and the time the longest. */
  readonly sent?: number;
  readonly problem?: string;
  /** It was slower than it should be. */
  readonly warning?: string;
}

/** Three of the four facts that make a deploy proven; the fourth is the smoke test. */
export interface Proof {
  readonly configName: string;
  readonly resolvedImage: string;
  readonly modelUri: string;
}

export interface ServeResult {
  /**
   * `superseded`: a newer generation took over while this one was on its way; nothing of ours is left.
   * `rolled-back`: an earlier model is served again because somebody asked for it.
   */
  readonly outcome: 'deployed' | 'unchanged' | 'superseded' | 'rolled-back';
  readonly endpoint: string;
  readonly destination: string;
  readonly generation: number;
  readonly package: { readonly group: string; readonly version: number };
  readonly modelDigest: string;
  /** By digest. */
  readonly image: string;
  readonly previousModelDigest?: string;
  readonly supersededBy?: string;
  /** What a roll-back took out of service, when the generation that is served did so. */
  readonly undone?: { readonly generation: number; readonly quarantined: boolean; readonly reason?: string };
  readonly proof?: Proof;
  readonly smoke: readonly SmokeAnswer[];
  readonly records: { readonly ledger: string };
}

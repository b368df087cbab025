import type { MetricName } from '@mlops-actions/evaluation';

interface GateBase {
  readonly id: string;
  readonly metric: MetricName;
  /** What an inconclusive outcome does to the verdict. */
  readonly inconclusive: 'block' | 'warn';
  readonly file: string;
  readonly line: number;
}

/** A floor or a ceiling on the point value, inclusive. */
export type LimitGate = (GateBase & { readonly min: number }) | (GateBase & { readonly max: number });

/** Refuses a candidate that is shown to be worse than the champion by more than `margin`. */
export type ChampionGate = GateBase & {
  readonly vs: 'champion';
  readonly rule: 'not-worse';
  /** In units of the metric, 0 or more. */
  readonly margin: number;
};

export type Gate = LimitGate | ChampionGate;

/** `warn`: inconclusive, and the gate says that this only warns. */
export type GateOutcome = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'skipped';

/** Why a gate did not simply pass or fail on its numbers. */
export type GateCode =
  | 'METRIC_UNDEFINED'
  | 'CHAMPION_METRIC_UNDEFINED'
  | 'CHAMPION_EVIDENCE_MISSING'
  | 'TOO_FEW_ROWS'
  | 'TOO_FEW_DIFFERING_ROWS'
  | 'NO_SPREAD'
  | 'NO_CHAMPION'
  | 'FIRST_MODEL'
  | 'IDENTICAL_MODEL';

/** What a gate found on one slice. */
export interface SliceOutcome {
  /** e.g. `region = north`; text of users. */
  readonly slice: string;
  readonly rows: number;
  readonly outcome: GateOutcome;
  readonly value: number | null;
  readonly interval?: readonly [number, number];
  readonly champion?: number;
  readonly delta?: number;
  readonly deltaInterval?: readonly [number, number];
  readonly pValue?: number;
  readonly code?: GateCode;
}

export interface GateResult {
  readonly id: string;
  readonly metric: MetricName;
  /** e.g. `≥ 0.85`, `not worse than the champion by more than 0.01`. */
  readonly rule: string;
  readonly outcome: GateOutcome;
  readonly value: number | null;
  /** Two-sided 95 %. */
  readonly interval: readonly [number, number] | null;
  readonly n: number | null;
  readonly champion: number | null;
  /** Candidate − champion on the metric's own scale. */
  readonly delta: number | null;
  /** Two-sided 90 %: each end is a one-sided 95 % bound. */
  readonly deltaInterval: readonly [number, number] | null;
  /** One-sided p-value of "worse"; only for comparisons that were made. */
  readonly pValue?: number;
  /** The smallest true drop that the comparison notices in 8 of 10 tries. */
  readonly smallestDropSeen: number | null;
  /** Rows with which a drop as large as the margin would be noticed in 8 of 10 tries. */
  readonly rowsNeeded?: number;
  readonly code: GateCode | null;
  /** `warn`: the gate only warns, whatever it finds. `block` when absent. */
  readonly severity?: 'block' | 'warn';
  /** Of a gate on slices: worst first, at most 200. */
  readonly slices?: readonly SliceOutcome[];
  /** Where the gate is written; annotations point at it. */
  readonly file?: string;
  readonly line?: number;
  /** The whole finding in one sentence. */
  readonly sentence: string;
}

import type { MetricName } from '@mlops-actions/evaluation';
import type { GateCode } from './gate-codes.ts';

export type { GateCode } from './gate-codes.ts';

/** Which slices a gate asks about, and from how many rows on a slice is judged. */
export interface SliceReference {
  /** Name of the rule that makes the slices. */
  readonly rule: string;
  readonly minRows: number;
  /** Without a slice to judge, the gate fails instead of being inconclusive. */
  readonly required: boolean;
}

interface GateBase {
  readonly id: string;
  readonly metric: MetricName;
  /** What an inconclusive outcome does to the verdict. */
  readonly inconclusive: 'block' | 'warn';
  /** `warn`: the gate only warns, whatever it finds. `block` when absent. */
  readonly severity?: 'block' | 'warn';
  /** One-sided confidence of comparisons; 0.95 when absent. */
  readonly confidence?: number;
  /** Over the tests that a gate on slices makes; `holm` when absent. */
  readonly correction?: 'holm' | 'none';
  /** Present: each slice is asked, not the whole. */
  readonly slices?: readonly SliceReference[];
  readonly file: string;
  readonly line: number;
}

/** What a number has to be, ends included. */
export type Limits =
  | { readonly min: number }
  | { readonly max: number }
  | { readonly between: readonly [low: number, high: number] };

/** A rule about the point value. */
export type LimitGate = GateBase & Limits;

/** A rule about a number of a flat JSON file that the repository holds. */
export type FileGate = Omit<GateBase, 'metric' | 'slices'> & {
  readonly metric: string;
  readonly from: string;
} & Limits;

/** How the candidate has to compare with the champion on the same rows. Margins and drops are 0 or more. */
export type ChampionRule =
  /** Refused when shown to be worse, and by more than the margin (in units of the metric). */
  | { readonly rule: 'not-worse'; readonly margin: number }
  /** Passes only when a drop as large as the margin (above 0) is ruled out. */
  | { readonly rule: 'non-inferior'; readonly margin: number }
  /** Passes only when shown to be better. */
  | { readonly rule: 'better' }
  /** On the point values, whatever chance does: in units of the metric, or in percent of the champion's value. */
  | { readonly rule: 'max-drop'; readonly drop: number }
  | { readonly rule: 'max-drop-percent'; readonly percent: number };

export type ChampionGate = GateBase & { readonly vs: 'champion' } & ChampionRule;

/** Refuses when the best and the worst slice lie further apart than this, in units of the metric. */
export type GapGate = GateBase & { readonly maxGap: number; readonly slices: readonly SliceReference[] };

/** A gate on the held-out rows. */
export type RowsGate = LimitGate | ChampionGate | GapGate;

export type Gate = RowsGate | FileGate;

/** `warn`: it fails or is inconclusive, and the gate says that this only warns. */
export type GateOutcome = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'skipped';

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
  /** A {@link MetricName}, or the name of a number in a file. */
  readonly metric: string;
  /** The file that the number is of; absent for what was measured. */
  readonly from?: string;
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
  /** Each end is a one-sided bound of the confidence that the gate asks: two-sided 90 % for 0.95. */
  readonly deltaInterval: readonly [number, number] | null;
  /** One-sided, of a comparison that was made; 0.95 when absent. */
  readonly confidence?: number;
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

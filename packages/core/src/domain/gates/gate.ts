import type { MetricName } from '../metrics/facts.ts';

interface GateBase {
  readonly id: string;
  readonly metric: MetricName;
  /** What an inconclusive outcome does to the verdict. */
  readonly inconclusive: 'block' | 'warn';
  readonly file: string;
  readonly line: number;
}

/** A floor, a ceiling, or a comparison with the champion. */
export type Gate =
  | (GateBase & { readonly min: number })
  | (GateBase & { readonly max: number })
  | (GateBase & { readonly vs: 'champion'; readonly rule: 'not-worse'; readonly margin: number });

/** `warn`: inconclusive, and the gate says that this only warns. */
export type GateOutcome = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'skipped';

/** Why a gate did not simply pass or fail on its numbers. */
export type FindingCode =
  | 'METRIC_UNDEFINED'
  | 'CHAMPION_METRIC_UNDEFINED'
  | 'TOO_FEW_ROWS'
  | 'NO_CHAMPION'
  | 'FIRST_MODEL';

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
  readonly delta: number | null;
  /** Two-sided 90 %: each end is a one-sided 95 % bound. */
  readonly deltaInterval: readonly [number, number] | null;
  readonly smallestDropSeen: number | null;
  readonly code: FindingCode | null;
  /** The whole finding in one sentence. */
  readonly sentence: string;
}

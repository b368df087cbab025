import {
  type Comparison,
  compareStored,
  type Estimate,
  type Evidence,
  isDefined,
  type Measured,
  type MetricName,
  measure,
} from '@mlops-actions/evaluation';
import { compareRows, sound } from './sound.ts';

/** Figures that were stored when a champion was judged, and on how many rows; its predictions are lost. */
export interface StoredMetrics {
  readonly rows: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Whom the candidate is compared with. `missing`: there is a champion, but nobody scored it. */
export type Opponent =
  | { readonly kind: 'champion'; readonly evidence: Evidence }
  | { readonly kind: 'stored'; readonly metrics: StoredMetrics }
  | { readonly kind: 'identical' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'none'; readonly firstModel: 'pass' | 'fail' };

/** An opponent that a value can be compared with. */
export type Comparable = Extract<Opponent, { kind: 'champion' | 'stored' }>;

/** A champion's value, and the comparison when there is one. */
export interface Compared {
  readonly champion: Measured | { readonly missing: true };
  readonly comparison?: Comparison;
  /** What the champion's value is for the eye; absent when it has none. */
  readonly value?: number;
}

export function compareWith(
  metric: MetricName,
  candidate: Estimate,
  evidence: Evidence,
  opponent: Comparable,
  confidence?: number,
): Compared {
  if (opponent.kind === 'stored') return withStored(metric, candidate, opponent.metrics, confidence);
  const champion = measure(metric, opponent.evidence);
  if (!isDefined(champion)) return { champion };
  const pair = { candidate: evidence, champion: opponent.evidence };
  return { champion, value: champion.value, comparison: compareRows(metric, candidate, champion, pair, confidence) };
}

function withStored(
  metric: MetricName,
  candidate: Estimate,
  { rows, values }: StoredMetrics,
  confidence: number | undefined,
): Compared {
  const value = Object.hasOwn(values, metric) ? values[metric] : undefined;
  if (value === undefined || !Number.isFinite(value)) return { champion: { missing: true } };
  const comparison = sound(compareStored(metric, candidate, { value, rows }, confidence));
  return { champion: { missing: true }, value, comparison };
}

import {
  compare,
  type Evaluation,
  type Evidence,
  isDefined,
  type MetricName,
  measure,
} from '../../packages/evaluation/src/index.ts';
import type { MeasuredTable } from './expected.ts';
import type { Tally } from './tally.ts';

const namesOf = <T>(of: Readonly<Partial<Record<MetricName, T>>>) => Object.entries(of) as readonly [MetricName, T][];

const SHARE_OF_WIDTH = 0.03;

/** Every metric of both models: the value, or the reason why there is none. */
export function checkMetrics({ overall }: Evaluation, table: MeasuredTable, tally: Tally): void {
  for (const model of ['candidate', 'champion'] as const)
    for (const [metric, expected] of namesOf(table[model])) {
      const found = measure(metric, evidenceOf(overall[model]));
      if (typeof expected === 'string') tally.same(`${metric}: no value`, reasonOf(found), expected);
      else tally.near(metric, isDefined(found) ? found.value : undefined, expected);
    }
}

/** Intervals of the candidate's shares, and p and interval of the difference. */
export function checkComparisons({ overall }: Evaluation, table: MeasuredTable, tally: Tally): void {
  const pair = { candidate: evidenceOf(overall.candidate), champion: evidenceOf(overall.champion) };
  for (const [metric, expected] of namesOf(table.intervals)) {
    const found = measure(metric, pair.candidate);
    const interval = isDefined(found) ? found.interval : undefined;
    for (const end of [0, 1] as const) tally.near(`${metric}: interval`, interval?.[end], expected[end]);
  }
  for (const [metric, expected] of namesOf(table.comparisons)) {
    const [now, before] = [measure(metric, pair.candidate), measure(metric, pair.champion)];
    if (!isDefined(now) || !isDefined(before)) throw new Error(`Table ${table.name}: ${metric} has no value.`);
    const comparison = compare(metric, now, before, pair);
    tally.near(`${metric}: p of worse`, comparison.pValue, expected.p);
    if (expected.proof !== undefined)
      tally.near(`${metric}: p of not worse by 0.01`, comparison.pAbove(-0.01), expected.proof);
    if (expected.interval !== undefined)
      for (const end of [0, 1] as const)
        tally.near(`${metric}: interval of the difference`, comparison.interval?.[end], expected.interval[end]);
  }
}

/** Of scores in bins, the value must lie within the bound that it comes with. */
export function checkBound({ overall, method }: Evaluation, table: MeasuredTable, tally: Tally): void {
  tally.same('histogram: method', method, 'histogram');
  for (const [metric, expected] of namesOf(table.candidate)) {
    const found = measure(metric, overall.candidate);
    if (!isDefined(found) || typeof expected === 'string') continue;
    tally.within(`histogram: ${metric} within its bound`, found.value, expected, (found.bound ?? 0) + 1e-9);
  }
}

/** Bins move an interval of a difference by a small share of its width. */
export function checkBinnedIntervals(binned: Evaluation, table: MeasuredTable, tally: Tally): void {
  const pair = { candidate: evidenceOf(binned.overall.candidate), champion: evidenceOf(binned.overall.champion) };
  for (const [metric, { interval }] of namesOf(table.comparisons)) {
    const [now, before] = [measure(metric, pair.candidate), measure(metric, pair.champion)];
    if (interval === undefined || !isDefined(now) || !isDefined(before)) continue;
    const found = compare(metric, now, before, pair).interval;
    const allowed = SHARE_OF_WIDTH * (interval[1] - interval[0]);
    for (const end of [0, 1] as const)
      tally.within(`histogram: ${metric}, interval of the difference`, found?.[end], interval[end], allowed);
  }
}

function evidenceOf(evidence: Evidence | undefined): Evidence {
  if (evidence === undefined) throw new Error('A table was evaluated without a champion.');
  return evidence;
}

const reasonOf = (measured: ReturnType<typeof measure>): string | number =>
  isDefined(measured) ? measured.value : measured.undefined;

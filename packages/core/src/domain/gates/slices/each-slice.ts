import { holm, isDefined, type Measured, measure } from '@mlops-actions/evaluation';
import { againstChampion, worseThan } from '../against-champion.ts';
import { againstLimit } from '../against-limit.ts';
import type { ChampionGate, LimitGate } from '../gate.ts';
import type { Finding } from '../gate-result.ts';
import { type Compared, compareWith } from '../opponent.ts';
import { comparedAt, type End } from '../within-bound.ts';
import type { JudgedSlice } from './asked.ts';
import { unlessOneClass } from './one-class.ts';

/** What a gate found on one slice. */
export interface SliceFinding {
  readonly name: string;
  readonly rows: number;
  readonly finding: Finding;
}

/** Each slice by itself, its value against a limit. */
export const againstLimits = (gate: LimitGate, slices: readonly JudgedSlice[]): readonly SliceFinding[] =>
  slices.map((one) => {
    const candidate = measure(gate.metric, one.evidence.candidate);
    if (!isDefined(candidate)) return found(one, withoutMetric(gate, candidate));
    return found(one, unlessOneClass(gate, one.evidence.candidate, againstLimit(gate, candidate)));
  });

/**
 * Each slice against the champion on the same rows. Many slices are many chances for a slice to look worse by chance alone, so
 * the p-values of "worse" are corrected over all tests that the gate makes. A proof asked of every slice needs no correction:
 * all of them have to succeed.
 */
export function againstChampions(gate: ChampionGate, slices: readonly JudgedSlice[]): readonly SliceFinding[] {
  const pairs = slices.map((one) => ({ one, ...comparedOn(gate, one) }));
  const corrected = { '-1': worseAt(-1, gate, pairs), '0': worseAt(0, gate, pairs), '1': worseAt(1, gate, pairs) };
  return pairs.map(({ one, candidate, compared }, index) => {
    if (!isDefined(candidate)) return found(one, withoutMetric(gate, candidate));
    if (compared === undefined) return found(one, withoutChampion(gate));
    const finding = againstChampion(gate, { candidate, compared, worseP: (end) => corrected[end][index] });
    return found(one, unlessOneClass(gate, one.evidence.candidate, finding));
  });
}

/** The p-values of "worse" at one end of what binned scores leave open; slices without a comparison have none. */
function worseAt(end: End, gate: ChampionGate, pairs: readonly Pair[]): readonly (number | undefined)[] {
  const raw = pairs.map(({ candidate, compared }) => {
    if (!isDefined(candidate) || compared?.comparison === undefined || compared.value === undefined) return undefined;
    const made = { champion: compared.champion, comparison: compared.comparison, value: compared.value };
    return worseThan(gate, comparedAt(end, gate, candidate, made).comparison);
  });
  return gate.correction === 'none' ? raw : correctedOf(raw);
}

interface Pair {
  readonly candidate: Measured;
  readonly compared?: Compared;
}

function comparedOn(gate: ChampionGate, { evidence }: JudgedSlice): Pair {
  const candidate = measure(gate.metric, evidence.candidate);
  const { champion } = evidence;
  if (!isDefined(candidate) || champion === undefined) return { candidate };
  const opponent = { kind: 'champion', evidence: champion } as const;
  return { candidate, compared: compareWith(gate.metric, candidate, evidence.candidate, opponent, gate.confidence) };
}

/** Holm's correction of the p-values that are there, in their places. */
function correctedOf(raw: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const made = raw.flatMap((p, index) => (p === undefined ? [] : [{ p, index }]));
  const adjusted = holm(made.map(({ p }) => p));
  const byIndex = new Map(made.map(({ index }, rank) => [index, adjusted[rank]]));
  return raw.map((_, index) => byIndex.get(index));
}

const found = ({ slice }: JudgedSlice, finding: Finding): SliceFinding => ({
  name: slice.name,
  rows: slice.rows,
  finding,
});

/** A part of the rows may hold nothing that the metric is about; that is no fault of the model, and no pass either. */
export function withoutMetric(gate: { readonly id: string; readonly metric: string }, measured: Measured): Finding {
  const reason = isDefined(measured) ? 'no-rows' : measured.undefined;
  return {
    outcome: 'inconclusive',
    code: 'METRIC_UNDEFINED',
    text: `metric "${gate.metric}" has no value (${reason}), so gate "${gate.id}" cannot decide`,
  };
}

const withoutChampion = (gate: ChampionGate): Finding => ({
  outcome: 'fail',
  code: 'CHAMPION_EVIDENCE_MISSING',
  text: `the champion was not scored here, so gate "${gate.id}" cannot compare "${gate.metric}"`,
});

import type { Evaluation, Evidences, Slice } from '@mlops-actions/evaluation';
import type { GateCode, SliceReference } from '../gate.ts';
import { count } from '../numbers.ts';

/** A slice that is large enough to be judged. */
export interface JudgedSlice {
  readonly slice: Slice;
  readonly evidence: Evidences;
}

/** What a rule could not be asked, and whether that fails the gate or leaves it open. */
export interface Unanswered {
  readonly code: GateCode;
  readonly outcome: 'fail' | 'inconclusive';
  readonly text: string;
}

export interface AskedSlices {
  readonly judged: readonly JudgedSlice[];
  /** Below the minimum of the rule; listed with their rows. */
  readonly small: readonly Slice[];
  readonly unanswered: readonly Unanswered[];
}

/** What an evaluation holds of slices. */
export type EvaluatedSlices = Pick<Evaluation, 'slices' | 'slicesLeftOut' | 'cutRules'>;

/** Parts the slices of some rules into those that can be judged and those that are too small, and says what is missing. */
export function askedSlices(
  references: readonly SliceReference[],
  { slices, slicesLeftOut, cutRules }: EvaluatedSlices,
): AskedSlices {
  const parts = references.map((reference) => {
    const found = slices.filter(({ rule }) => rule === reference.rule);
    const judged = found.flatMap((slice) =>
      slice.evidence !== undefined && slice.rows >= reference.minRows ? [{ slice, evidence: slice.evidence }] : [],
    );
    const small = found.filter((slice) => judged.every((one) => one.slice !== slice));
    const isCut = slicesLeftOut > 0 && (cutRules?.includes(reference.rule) ?? true);
    const isMixed = judged.some(({ slice }) => slice.mixed === true);
    return { judged, small, unanswered: unanswered(reference, judged.length, found.length, isCut, isMixed) };
  });
  return {
    judged: parts.flatMap(({ judged }) => judged),
    small: parts.flatMap(({ small }) => small),
    unanswered: parts.flatMap((part) => part.unanswered),
  };
}

function unanswered(
  { rule, minRows, required }: SliceReference,
  judged: number,
  found: number,
  isCut: boolean,
  isMixed: boolean,
): readonly Unanswered[] {
  const outcome = required ? 'fail' : 'inconclusive';
  if (found === 0) return [{ code: 'SLICE_MISSING', outcome, text: `no row answers the slices of "${rule}"` }];
  if (judged === 0)
    return [{ code: 'SLICE_TOO_SMALL', outcome, text: `no slice of "${rule}" has ${count(minRows)} rows` }];
  // The largest come first, so when one of those that are there is too small, those left out are as well; those that were mixed
  // into one are not known to be.
  return isMixed || (isCut && judged === found)
    ? [{ code: 'SLICES_LEFT_OUT', outcome: 'inconclusive', text: `more slices of "${rule}" were left out` }]
    : [];
}

import type { Evaluation, Slice } from './types.ts';

/**
 * Both models on the rows that the champion answers, slice by slice as of all rows. A slice of which it left out more than it may
 * of the whole is of the candidate alone: rows that are missing where it matters are no small gap.
 */
export function comparedOf(whole: Evaluation, both: Evaluation, coverage: number): Evaluation {
  const answered = new Map(both.slices.map((slice) => [keyOf(slice), slice]));
  const slices = whole.slices.map((slice): Slice => {
    const { evidence, rows } = slice;
    const other = answered.get(keyOf(slice));
    if (evidence === undefined) return slice;
    if (other?.evidence === undefined || other.rows < coverage * rows)
      return { ...slice, evidence: { candidate: evidence.candidate } };
    return { ...slice, evidence: other.evidence };
  });
  const { slicesLeftOut, cutRules, emptyRules } = whole;
  return { ...both, slices, slicesLeftOut, emptyRules, ...(cutRules === undefined ? {} : { cutRules }) };
}

const keyOf = ({ rule, name }: Slice): string => JSON.stringify([rule, name]);

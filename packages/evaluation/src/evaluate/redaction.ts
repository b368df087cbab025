import type { Evidence } from '../evidence/types.ts';
import type { Evaluation, EvaluationRequest, Evidences, Slice } from './types.ts';

type Asked = Pick<EvaluationRequest, 'redacted' | 'labels' | 'slices'>;

/** True for a column whose values are named nowhere. */
export const isRedacted = ({ redacted }: Pick<Asked, 'redacted'>, column: string | undefined): boolean =>
  column !== undefined && redacted?.has(column) === true;

/**
 * The same evaluation without a value of a redacted column: slices and classes are numbered and rows have no names. What gates find
 * is the same, and they can be asked of such slices.
 */
export function withoutRedacted(evaluation: Evaluation, request: Asked): Evaluation {
  const { samples, overall, slices, ...rest } = evaluation;
  const { label, id } = request.labels;
  const evidences = (of: Evidences) => (isRedacted(request, label) ? numbered(of, label) : of);
  return {
    ...rest,
    overall: evidences(overall),
    slices: withNumbers(slices, request).map(({ evidence, ...slice }) =>
      evidence === undefined ? slice : { ...slice, evidence: evidences(evidence) },
    ),
    ...(samples === undefined || isRedacted(request, id) ? {} : { samples }),
  };
}

/** Names that a person gave to a rule or to the edges of its bins are no values of a table. */
function withNumbers(slices: readonly Slice[], request: Asked): readonly Slice[] {
  const rules = request.slices.filter(
    ({ by = [], bins }) => bins === undefined && by.some((one) => isRedacted(request, one)),
  );
  const hidden = new Set(rules.map(({ name }) => name));
  const seen = new Map<string, number>();
  return slices.map((slice) => {
    if (!hidden.has(slice.rule)) return slice;
    const number = (seen.get(slice.rule) ?? 0) + 1;
    seen.set(slice.rule, number);
    return { ...slice, name: `${slice.rule} (${number})` };
  });
}

function numbered({ candidate, champion }: Evidences, label: string): Evidences {
  const of = (evidence: Evidence): Evidence =>
    'classes' in evidence
      ? ({ ...evidence, classes: evidence.classes.map((_, index) => `${label} (${index + 1})`) } as Evidence)
      : evidence;
  return { candidate: of(candidate), ...(champion === undefined ? {} : { champion: of(champion) }) };
}

import { accumulator } from './accumulate.ts';
import { finish } from './finish.ts';
import { joinedRows, newJoined } from './join.ts';
import { planOf } from './plan.ts';
import { withoutRedacted } from './redaction.ts';
import { toldApart } from './slice-names.ts';
import { newState } from './state.ts';
import type { Evaluated, EvaluationRequest } from './types.ts';

/**
 * Labels beside the answers of one or two models, in one pass: joined by id (or by order, without ids), overall and by slice.
 * Anything missing, doubled, empty, not a number or not a label is a problem; all of them are returned at once. Rows are kept one
 * by one up to `exactRows`; beyond, scores of two classes are counted in bins. Weighted, grouped and numeric rows are always kept,
 * at some 20 to 40 bytes a row. A champion that may leave rows out and does is compared in a second pass. Throws TableUnreadable for a file that is no table.
 */
export async function evaluate(request: EvaluationRequest): Promise<Evaluated> {
  const { unanswered, ...both } = await evaluated(request);
  if (both.evaluation === undefined || unanswered === 0) return both;
  const { champion: _absent, ...alone } = request;
  const { evaluation, problems } = await evaluated(alone);
  return { evaluation: evaluation === undefined ? undefined : { ...evaluation, compared: both.evaluation }, problems };
}

async function evaluated(request: EvaluationRequest): Promise<Evaluated & { readonly unanswered: number }> {
  const { plan, problems } = await planOf(request);
  if (problems.length > 0) return { evaluation: undefined, problems, unanswered: 0 };
  const state = newState(plan);
  const add = accumulator(state);
  const joined = newJoined();
  for await (const block of joinedRows(plan, joined)) add(block);
  const found = await finish(state, joined.problems);
  return { ...found, ...shown(found, request), unanswered: joined.unanswered };
}

/** Without what is named nowhere, and with a name for each slice. */
function shown({ evaluation }: Evaluated, request: EvaluationRequest): Pick<Evaluated, 'evaluation'> {
  if (evaluation === undefined) return { evaluation };
  const { slices, ...rest } = withoutRedacted(evaluation, request);
  return { evaluation: { ...rest, slices: toldApart(slices) } };
}

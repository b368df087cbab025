import { accumulator } from './accumulate.ts';
import { comparedOf } from './compared.ts';
import { finish } from './finish.ts';
import { joinedRows, newJoined } from './join.ts';
import { planOf } from './plan.ts';
import { withoutRedacted } from './redaction.ts';
import { toldApart } from './slice-names.ts';
import { newState } from './state.ts';
import type { Evaluated, Evaluation, EvaluationRequest } from './types.ts';

/**
 * Labels beside the answers of one or two models, in one pass: joined by id (or by order, without ids), overall and by slice.
 * Anything missing, doubled, empty, not a number or not a label is a problem; all of them are returned at once. Rows are kept one
 * by one up to `exactRows`; beyond, scores of two classes are counted in bins. Weighted, grouped and numeric rows are always kept,
 * at some 20 to 40 bytes a row. Rows that a champion may leave out, and does, cost a second pass. Throws TableUnreadable for a file
 * that is no table.
 */
export async function evaluate(request: EvaluationRequest): Promise<Evaluated> {
  const { evaluation: both, problems, unanswered } = await evaluated(request);
  if (both === undefined) return { evaluation: both, problems };
  if (unanswered === 0) return { evaluation: shown(both, request), problems };
  const { champion, ...alone } = request;
  const { evaluation: whole, problems: more } = await evaluated(alone);
  if (whole === undefined) return { evaluation: whole, problems: more };
  const compared = comparedOf(whole, both, champion?.coverage ?? 1);
  return { evaluation: { ...shown(whole, request), compared: shown(compared, request) }, problems: more };
}

async function evaluated(request: EvaluationRequest): Promise<Evaluated & { readonly unanswered: number }> {
  const { plan, problems } = await planOf(request);
  if (problems.length > 0) return { evaluation: undefined, problems, unanswered: 0 };
  const state = newState(plan);
  const add = accumulator(state);
  const joined = newJoined();
  for await (const block of joinedRows(plan, joined)) add(block);
  return { ...(await finish(state, joined)), unanswered: joined.unanswered };
}

/** Without what is named nowhere, and with a name for each slice. */
function shown(evaluation: Evaluation, request: EvaluationRequest): Evaluation {
  const { slices, ...rest } = withoutRedacted(evaluation, request);
  return { ...rest, slices: toldApart(slices) };
}

import { accumulator } from './accumulate.ts';
import { finish } from './finish.ts';
import { joinedRows } from './join.ts';
import { planOf } from './plan.ts';
import { withoutRedacted } from './redaction.ts';
import { toldApart } from './slice-names.ts';
import { newState } from './state.ts';
import type { Evaluated, EvaluationRequest } from './types.ts';

/**
 * Labels beside the answers of one or two models, in one pass: joined by id (or by order, without ids), overall and by slice.
 * Anything missing, doubled, empty, not a number or not a label is a problem; all of them are returned at once. Rows are kept one
 * by one up to `exactRows`; beyond, scores of two classes are counted in bins. Weighted, grouped and numeric rows are always kept,
 * at some 20 to 40 bytes a row. Throws TableUnreadable for a file that is no table.
 */
export async function evaluate(request: EvaluationRequest): Promise<Evaluated> {
  const { plan, problems } = await planOf(request);
  if (problems.length > 0) return { evaluation: undefined, problems };
  const state = newState(plan);
  const add = accumulator(state);
  const found: Evaluated['problems'][number][] = [];
  for await (const block of joinedRows(plan, found)) add(block);
  const { evaluation, problems: told } = await finish(state, found);
  if (evaluation === undefined) return { evaluation, problems: told };
  const shown = withoutRedacted(evaluation, request);
  return { evaluation: { ...shown, slices: toldApart(shown.slices) }, problems: told };
}

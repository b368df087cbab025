import { canonicalLabel } from '../evidence/labels.ts';
import { type Names, newNames } from './names.ts';
import type { Plan } from './plan.ts';
import { canFold, newPool, type Pool } from './pool.ts';
import type { AnswerRoles } from './role-book.ts';
import { newTally, type RowTally } from './row-tally.ts';
import type { RowShape } from './rows.ts';

/** What is wrong with the cells of one model's answers. */
export interface AnswerTallies {
  readonly missing: RowTally;
  /** Scores that are no probability, or of a ranking no number. */
  readonly score: RowTally;
  /** How many of those are numbers outside 0 to 1. */
  outside: number;
  /** Answers of two classes by name, or of several by index of class; judged when all labels are known. */
  readonly given: Map<string, RowTally>;
}

/** Everything that is known of the rows so far. States of parts of the rows can be merged, and written down. */
export interface State {
  readonly plan: Plan;
  readonly shape: RowShape;
  readonly exactRows: number;
  readonly overall: Pool;
  /** By rule of the request, then name of the slice. */
  readonly slices: readonly Map<string, Pool>[];
  /** Labels of several classes, of either side. */
  readonly classes: Names;
  readonly groups: Names;
  /** Labels that held-out rows have. */
  readonly held: Set<string>;
  weight: { sum: number; squares: number };
  readonly label: RowTally;
  readonly badWeight: RowTally;
  readonly badGroup: RowTally;
  readonly answers: { readonly candidate: AnswerTallies; readonly champion: AnswerTallies };
  /** Numbers of the first rows that only one model gets right. */
  samples: { fixed: number[]; broken: number[] };
}

const EXACT_ROWS = 200_000;

/** A slice is kept row by row up to here even when all rows together are not. */
export const EXACT_SLICE_ROWS = 4_096;

export function newState(plan: Plan): State {
  const { request, candidate, champion } = plan;
  const decides = ({ prediction }: AnswerRoles) => prediction !== undefined || request.threshold !== undefined;
  const shape: RowShape = {
    task: request.task,
    champion: champion !== undefined,
    scored: { candidate: candidate.score !== undefined, champion: champion?.score !== undefined },
    decided: { candidate: decides(candidate), champion: champion !== undefined && decides(champion) },
    weighted: plan.weight !== undefined,
    grouped: plan.group !== undefined,
  };
  const file = plan.sources[0]?.name ?? '';
  return {
    plan,
    shape,
    exactRows: canFold(shape) ? (request.exactRows ?? EXACT_ROWS) : Number.POSITIVE_INFINITY,
    overall: newPool(shape),
    slices: request.slices.map(() => new Map()),
    classes: newNames(),
    groups: newNames(),
    held: new Set(),
    weight: { sum: 0, squares: 0 },
    label: newTally(file, 'label', labelMistake(request.task)),
    badWeight: newTally(file, 'weight', 'weights are not numbers of 0 or more'),
    badGroup: newTally(file, 'group', 'groups are empty'),
    answers: { candidate: newAnswers(plan, 'candidate'), champion: newAnswers(plan, 'champion') },
    samples: { fixed: [], broken: [] },
  };
}

function newAnswers({ request, ...plan }: Plan, model: 'candidate' | 'champion'): AnswerTallies {
  const file = plan[model]?.source ?? model;
  const { task } = request;
  const scores = task === 'ranking' ? 'scores are not finite numbers' : 'scores are not probabilities between 0 and 1';
  return {
    missing: newTally(
      file,
      'prediction',
      task === 'regression' ? 'predictions are not finite numbers' : 'predictions are empty or NaN',
    ),
    score: newTally(file, 'score', scores),
    outside: 0,
    given: new Map(),
  };
}

const labelMistake = (task: RowShape['task']): string =>
  task === 'regression' ? 'labels are not finite numbers' : 'labels are empty or NaN';

/** Which label counts as positive: the one that was named, else 1 or true and no other. */
export function isPositive({ request }: Plan): (label: string) => boolean {
  if (request.positive === undefined) return (label) => label === '1' || label === 'true';
  const positive = canonicalLabel(request.positive);
  return (label) => label === positive;
}

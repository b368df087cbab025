import { type Block, numberOfRow } from './block.ts';
import { type Decoder, groups, labels, numbers } from './decoders.ts';
import { indexOf } from './names.ts';
import { MOST_CLASSES } from './pool.ts';
import type { AnswerRoles } from './role-book.ts';
import { newTally, tally } from './row-tally.ts';
import type { Rows } from './rows.ts';
import { type AnswerTallies, isPositive, type State } from './state.ts';

/** Different answers to a question with two labels; the others share a tally, and all are refused. */
const MOST_ANSWERS = 10_000;

/**
 * Puts the cells of one row of a block into row `to` of `rows`, which has room; false when a cell is missing or wrong, which is
 * tallied. Numbers go from column to column: handed around one by one they would cost memory.
 */
export type RowReader = (block: Block, at: number, rows: Rows, to: number) => boolean;

export function rowReader(state: State): RowReader {
  const { plan } = state;
  const label = labelDecoder(state);
  const weight = plan.weight === undefined ? undefined : numbers(plan.weight);
  const group = plan.group === undefined ? undefined : groups(plan.group, state.groups);
  const candidate = modelReader(state, 'candidate', plan.candidate);
  const champion = plan.champion === undefined ? undefined : modelReader(state, 'champion', plan.champion);
  return (block, at, rows, to) => {
    let isGood = true;
    const truth = label(block, at);
    rows.truth[to] = truth;
    if (Number.isNaN(truth)) isGood = refuse(state.label, block, at);
    if (weight !== undefined) {
      const one = weight(block, at);
      rows.weight[to] = one;
      if (!(one >= 0)) isGood = refuse(state.badWeight, block, at);
    }
    if (group !== undefined) {
      const one = group(block, at);
      rows.group[to] = one;
      if (Number.isNaN(one)) isGood = refuse(state.badGroup, block, at);
    }
    // Both are read whatever the other says: all mistakes are told at once.
    const candidateIsGood = candidate(block, at, rows, to);
    const championIsGood = champion === undefined || champion(block, at, rows, to);
    return isGood && candidateIsGood && championIsGood;
  };
}

function refuse(mistake: State['label'], block: Block, at: number): false {
  tally(mistake, numberOfRow(block, at));
  return false;
}

function labelDecoder(state: State): Decoder {
  const { plan, shape, held, classes } = state;
  if (shape.task === 'regression') return numbers(plan.label);
  const positive = isPositive(plan);
  const remember = (name: string): string => {
    held.add(name);
    return name;
  };
  return shape.task === 'multiclass'
    ? labels(plan.label, (name) => classOf(classes, remember(name)))
    : labels(plan.label, (name) => Number(positive(remember(name))));
}

/** Reads score and answer of one model. */
function modelReader(state: State, model: 'candidate' | 'champion', { prediction, score }: AnswerRoles): RowReader {
  const { task } = state.shape;
  const tallies = state.answers[model];
  // A ranking may do without answers; no score reaches infinity.
  const threshold = state.plan.request.threshold ?? Number.POSITIVE_INFINITY;
  const decode = prediction === undefined ? undefined : answerDecoder(state, prediction, tallies);
  const [least, most] = task === 'ranking' ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [0, 1];
  const isCandidate = model === 'candidate';
  return (block, at, rows, to) => {
    const value = score === undefined ? 0 : (block.columns[score]?.values[at] ?? Number.NaN);
    const answer = decode === undefined ? (value >= threshold ? 1 : 0) : decode(block, at);
    let isGood = true;
    if (!(value >= least && value <= most)) isGood = refuseScore(tallies, value, block, at);
    if (Number.isNaN(answer)) isGood = refuse(tallies.missing, block, at);
    if (isCandidate) {
      rows.a[to] = answer;
      if (score !== undefined) rows.scoreA[to] = value;
    } else {
      rows.b[to] = answer;
      if (score !== undefined) rows.scoreB[to] = value;
    }
    return isGood;
  };
}

function refuseScore(tallies: AnswerTallies, value: number, block: Block, at: number): false {
  if (!Number.isNaN(value)) tallies.outside += 1;
  return refuse(tallies.score, block, at);
}

function answerDecoder({ plan, shape, classes }: State, role: number, tallies: AnswerTallies): Decoder {
  if (shape.task === 'regression') return numbers(role);
  return shape.task === 'multiclass'
    ? givenClasses(role, classes, tallies)
    : givenLabels(role, isPositive(plan), tallies);
}

function givenClasses(role: number, classes: State['classes'], { given }: AnswerTallies): Decoder {
  const decode = labels(role, (name) => classOf(classes, name));
  const seen: boolean[] = [];
  return (block, at) => {
    const answer = decode(block, at);
    if (seen[answer] !== true && !Number.isNaN(answer)) {
      seen[answer] = true;
      const name = classes.list[answer] ?? '';
      given.set(name, given.get(name) ?? newTally('', 'prediction', name));
    }
    return answer;
  };
}

/** More classes than fit are refused in the end, so that they need not be told apart: every row may hold another text. */
const classOf = (classes: State['classes'], name: string): number =>
  classes.list.length > MOST_CLASSES ? MOST_CLASSES : indexOf(classes, name);

/** Which answers are labels at all is only known after the last row, so each is tallied by name. */
function givenLabels(role: number, positive: (label: string) => boolean, { given }: AnswerTallies): Decoder {
  const names: string[] = [];
  const decode = labels(role, (name) => names.push(name) - 1);
  const values: number[] = [];
  const counts: AnswerTallies['missing'][] = [];
  return (block, at) => {
    const index = decode(block, at);
    if (Number.isNaN(index)) return index;
    const one = counts[index];
    if (one === undefined) {
      const name = given.size < MOST_ANSWERS ? (names[index] ?? '') : '…';
      const made = given.get(name) ?? newTally('', 'prediction', name);
      given.set(name, made);
      counts[index] = made;
      values[index] = Number(positive(name));
      tally(made, numberOfRow(block, at));
    } else tally(one, numberOfRow(block, at));
    return values[index] ?? 0;
  };
}

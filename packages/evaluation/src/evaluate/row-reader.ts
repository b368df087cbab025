import { logLossOf } from '../metrics/errors.ts';
import { type Block, numberOfRow } from './block.ts';
import { type Decoder, groups, labels, named, numbers } from './decoders.ts';
import { indexOf } from './names.ts';
import type { AnswerRoles } from './plan.ts';
import { newTally, tally } from './row-tally.ts';
import type { Row } from './rows.ts';
import { type AnswerTallies, isPositive, type State } from './state.ts';

/** Fills `row` with the cells of one row; false when a cell is missing or wrong, which is tallied. */
export type RowReader = (block: Block, at: number, row: Row) => boolean;

export function rowReader(state: State): RowReader {
  const { plan, shape } = state;
  const label = labelDecoder(state);
  const weight = plan.weight === undefined ? undefined : numbers(plan.weight);
  const group = plan.group === undefined ? undefined : groups(plan.group, state.groups);
  const candidate = modelReader(state, plan.candidate, state.answers.candidate);
  const champion = plan.champion === undefined ? undefined : modelReader(state, plan.champion, state.answers.champion);
  const lossy = shape.task === 'binary';
  return (block, at, row) => {
    let isGood = true;
    row.truth = label(block, at);
    if (Number.isNaN(row.truth)) isGood = refuse(state.label, block, at);
    if (weight !== undefined) {
      row.weight = weight(block, at);
      if (!(row.weight >= 0)) isGood = refuse(state.badWeight, block, at);
    }
    if (group !== undefined) {
      row.group = group(block, at);
      if (Number.isNaN(row.group)) isGood = refuse(state.badGroup, block, at);
    }
    row.scoreA = candidate.score(block, at);
    row.a = candidate.answer(block, at, row.scoreA);
    if (Number.isNaN(row.scoreA) || Number.isNaN(row.a)) isGood = false;
    if (champion !== undefined) {
      row.scoreB = champion.score(block, at);
      row.b = champion.answer(block, at, row.scoreB);
      if (Number.isNaN(row.scoreB) || Number.isNaN(row.b)) isGood = false;
    }
    if (isGood && lossy && shape.scored.candidate) row.lossA = logLossOf(row.truth, row.scoreA);
    if (isGood && lossy && shape.scored.champion) row.lossB = logLossOf(row.truth, row.scoreB);
    return isGood;
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
    ? labels(plan.label, (name) => indexOf(classes, remember(name)))
    : labels(plan.label, (name) => Number(positive(remember(name))));
}

interface ModelReader {
  /** 0 when there are no scores. */
  score(block: Block, at: number): number;
  answer(block: Block, at: number, score: number): number;
}

function modelReader(state: State, roles: AnswerRoles, tallies: AnswerTallies): ModelReader {
  return { score: scoreReader(state, roles, tallies), answer: answerReader(state, roles, tallies) };
}

function scoreReader({ shape }: State, { score }: AnswerRoles, tallies: AnswerTallies): Decoder {
  if (score === undefined) return () => 0;
  const read = numbers(score);
  const isRanking = shape.task === 'ranking';
  return (block, at) => {
    const value = read(block, at);
    if (isRanking ? !Number.isNaN(value) : value >= 0 && value <= 1) return value;
    if (!Number.isNaN(value)) tallies.outside += 1;
    tally(tallies.score, numberOfRow(block, at));
    return Number.NaN;
  };
}

function answerReader(state: State, { prediction }: AnswerRoles, tallies: AnswerTallies): ModelReader['answer'] {
  const { plan, shape, classes } = state;
  const { threshold } = plan.request;
  // A ranking may do without answers.
  if (prediction === undefined) return (_block, _at, score) => Number(threshold !== undefined && score >= threshold);
  const decode =
    shape.task === 'regression'
      ? numbers(prediction)
      : shape.task === 'multiclass'
        ? givenClasses(prediction, classes, tallies)
        : givenLabels(prediction, isPositive(plan), tallies);
  return (block, at) => {
    const answer = decode(block, at);
    if (Number.isNaN(answer)) tally(tallies.missing, numberOfRow(block, at));
    return answer;
  };
}

function givenClasses(role: number, classes: State['classes'], { given }: AnswerTallies): Decoder {
  const decode = named(role, classes);
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
      const name = names[index] ?? '';
      const made = given.get(name) ?? newTally('', 'prediction', name);
      given.set(name, made);
      counts[index] = made;
      values[index] = Number(positive(name));
      tally(made, numberOfRow(block, at));
    } else tally(one, numberOfRow(block, at));
    return values[index] ?? 0;
  };
}

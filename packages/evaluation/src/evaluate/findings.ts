import { canonicalLabel } from '../evidence/labels.ts';
import type { Problem } from '../problem.ts';
import { MOST_CLASSES } from './pool.ts';
import { isRedacted } from './redaction.ts';
import { newTally, type RowTally } from './row-tally.ts';
import type { AnswerTallies, State } from './state.ts';
import type { EvaluationRequest } from './types.ts';

/** What is wrong with the rows that were read: whole sentences, and tallies whose rows still need their ids. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly tallies: readonly RowTally[];
  /** The label that counts as positive, for two classes. */
  readonly positive: string;
}

/** Pairs of labels whose positive one needs no explanation. */
const KNOWN_PAIRS = [
  ['0', '1'],
  ['false', 'true'],
] as const;

export function findingsOf(state: State): Findings {
  const { shape, overall, label, badWeight, badGroup, answers, plan, weight } = state;
  const problems: Problem[] = [];
  const file = label.file;
  if (shape.weighted && overall.rows > 0 && weight.sum === 0)
    problems.push({ file, path: badWeight.path, message: 'The weights sum to 0, so no row would count.' });
  else if (shape.weighted && overall.rows > 0 && !Number.isFinite(weight.sum ** 2 / weight.squares))
    problems.push({ file, path: badWeight.path, message: 'The weights are too small or too large to be summed.' });
  const twoClasses = shape.task === 'binary' || shape.task === 'ranking';
  const positive = twoClasses ? positiveOf(state, problems) : '1';
  const models = [answers.candidate, ...(plan.champion === undefined ? [] : [answers.champion])];
  if (shape.task === 'multiclass') problems.push(...models.flatMap((model) => strangers(state, model)));
  const strange = twoClasses ? models.flatMap((model) => unknownAnswers(state, model, positive)) : [];
  const tallies = [label, badWeight, badGroup, ...models.flatMap(({ missing, score }) => [missing, score]), ...strange];
  problems.push(...models.flatMap(hints));
  return { problems, tallies: tallies.filter(({ count }) => count > 0), positive };
}

/**
 * A wrong guess here would turn every row into a negative that a model predicting nothing gets right, so only 1 and true are
 * taken for granted, and a positive label that no row has is refused unless the pair is one of those.
 */
function positiveOf({ plan, held, label }: State, problems: Problem[]): string {
  const seen = [...held].sort();
  const { positive: written } = plan.request;
  const named = namer(plan.request);
  const shown = seen.slice(0, 5).map(named);
  const report = (message: string) => problems.push({ file: label.file, path: 'label', message });
  if (seen.length > 2)
    report(`The labels have ${seen.length} values (${shown.join(', ')}, …); a ${plan.request.task} task has two.`);
  const pair = KNOWN_PAIRS.find((labels) => seen.every((one) => (labels as readonly string[]).includes(one)));
  const positive = written === undefined ? pair?.[1] : canonicalLabel(written);
  if (positive === undefined)
    report(`The labels are ${shown.join(' and ')}; data.positive has to say which one is the positive.`);
  else if (seen.length > 0 && !seen.includes(positive) && positive !== pair?.[1])
    report(`No held-out row has the positive label ${named(positive)}; there are ${shown.join(', ')}.`);
  return positive ?? '1';
}

/** Labels as sentences name them. */
const namer = (request: EvaluationRequest) => (label: string) =>
  isRedacted(request, request.labels.label) ? '(redacted)' : `"${label}"`;

/** An answer that is no label at all is a mistake of the model's code, not a negative. */
function unknownAnswers(
  { held, plan }: State,
  { given, missing }: AnswerTallies,
  positive: string,
): readonly RowTally[] {
  const known = new Set([...[...held].sort(), positive]);
  // When the held-out rows are all of one class, the other one is the first other label that was predicted.
  const other = [...given.values()].filter(({ what }) => !known.has(what)).sort((a, b) => firstRow(a) - firstRow(b))[0];
  if (known.size < 2 && other !== undefined) known.add(other.what);
  const unknown = [...given.values()].filter(({ what }) => !known.has(what));
  const list = isRedacted(plan.request, plan.request.labels.label) ? '' : ` (${[...known].join(', ')})`;
  const all = newTally(missing.file, 'prediction', `predictions are none of the labels${list}`);
  all.count = unknown.reduce((sum, { count }) => sum + count, 0);
  all.rows = unknown
    .flatMap(({ rows }) => rows)
    .toSorted((a, b) => a - b)
    .slice(0, 5);
  return [all];
}

const firstRow = ({ rows }: RowTally): number => rows[0] ?? 0;

/** Rare classes may be absent from the rows; when no answer at all is a label, the two sides speak of different things. */
function strangers({ held, classes, label, plan }: State, { given, missing }: AnswerTallies): readonly Problem[] {
  if (classes.list.length > MOST_CLASSES)
    return [{ file: label.file, path: 'label', message: `There are more than ${MOST_CLASSES} classes.` }];
  const predicted = [...given.keys()];
  if (held.size === 0 || predicted.length === 0 || predicted.some((name) => held.has(name))) return [];
  const shown = (names: Iterable<string>) => [...names].slice(0, 3).map(namer(plan.request)).join(', ');
  const message = `No prediction is one of the labels: predictions are ${shown(predicted)}, labels are ${shown(held)}.`;
  return [{ file: missing.file, path: 'prediction', message }];
}

function hints({ outside, score }: AnswerTallies): readonly Problem[] {
  if (outside === 0) return [];
  const message = `${outside} scores are numbers below 0 or above 1; are they logits? Write 1 / (1 + exp(−logit)).`;
  return [{ file: score.file, path: 'score', message }];
}

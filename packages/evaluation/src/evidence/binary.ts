import { canonicalLabel, isMissing, numberIn } from './labels.ts';
import { refuse, refuseMissing, report } from './problems.ts';
import type { BinaryEvidence, Joined } from './types.ts';

/** Pairs of labels whose positive one needs no explanation. */
const KNOWN_PAIRS = [
  ['0', '1'],
  ['false', 'true'],
] as const;

/** Two classes; see {@link readPositive} for which of them is the positive one. */
export function readBinary(joined: Joined): BinaryEvidence {
  refuseMissing(joined, 'label');
  const labels = joined.rows.map(({ label }) => canonicalLabel(label));
  const seen = [...new Set(labels)].sort();
  const positive = readPositive(joined, seen);
  const score = readScores(joined);
  return {
    task: 'binary',
    ids: joined.rows.map(({ id }) => id),
    classes: [seen.find((label) => label !== positive) ?? `not ${positive}`, positive],
    truth: Uint8Array.from(labels, (label) => Number(label === positive)),
    predicted: readDecisions(joined, score, positive, seen),
    ...(score === undefined ? {} : { score }),
  };
}

/**
 * A wrong guess here would turn every row into a negative that a model predicting nothing gets right, so only 1 and true are
 * taken for granted, and a positive label that no row has is refused unless the pair is one of those.
 */
function readPositive(joined: Joined, seen: readonly string[]): string {
  const { positive: written } = joined.request;
  const shown = seen.slice(0, 5).map((label) => `"${label}"`);
  if (seen.length > 2)
    report(joined, 'label', `The labels have ${seen.length} values (${shown.join(', ')}, …); a binary task has two.`);
  const pair = KNOWN_PAIRS.find((labels) => seen.every((label) => (labels as readonly string[]).includes(label)));
  const positive = written === undefined ? pair?.[1] : canonicalLabel(written);
  if (positive === undefined)
    report(
      joined,
      'label',
      `The labels are ${shown.join(' and ')}; data.positive has to say which one is the positive.`,
    );
  else if (seen.length > 0 && !seen.includes(positive) && positive !== pair?.[1])
    report(joined, 'label', `No held-out row has the positive label "${positive}"; there are ${shown.join(', ')}.`);
  return positive ?? '1';
}

/** A file without a score column has no scores; one with holes or with values that are no probabilities is refused. */
function readScores(joined: Joined): Float64Array | undefined {
  const { rows } = joined;
  if (rows.every(({ score }) => score === undefined)) return undefined;
  const scores = Float64Array.from(rows, ({ score }) => numberIn(score ?? ''));
  const isProbability = (score = Number.NaN) => score >= 0 && score <= 1;
  refuse(joined, 'score', (_, i) => !isProbability(scores[i]), 'scores are not probabilities between 0 and 1');
  return scores;
}

function readDecisions(
  joined: Joined,
  score: Float64Array | undefined,
  positive: string,
  seen: readonly string[],
): Uint8Array {
  const { rows, request } = joined;
  const { threshold } = request;
  if (threshold !== undefined) {
    if (score === undefined)
      report(joined, 'score', 'validate.threshold is set, but the predictions have no score column.');
    return Uint8Array.from(rows, (_, i) => Number((score?.[i] ?? 0) >= threshold));
  }
  refuseMissing(joined, 'prediction');
  const predictions = rows.map(({ prediction }) => canonicalLabel(prediction));
  const known = knownLabels(seen, positive, predictions);
  const isUnknown = ({ prediction }: { readonly prediction: string }, i: number) =>
    !isMissing(prediction) && !known.has(predictions[i] ?? '');
  // A prediction that is no label at all is a mistake of the model's code, not a negative.
  refuse(joined, 'prediction', isUnknown, `predictions are none of the labels (${[...known].join(', ')})`);
  return Uint8Array.from(predictions, (label) => Number(label === positive));
}

/** The labels of the held-out rows; when those are all of one class, the other one is the first other label predicted. */
function knownLabels(seen: readonly string[], positive: string, predictions: readonly string[]): ReadonlySet<string> {
  const labels = new Set([...seen, positive]);
  const other = predictions.find((label) => !labels.has(label) && !isMissing(label));
  return labels.size < 2 && other !== undefined ? labels.add(other) : labels;
}

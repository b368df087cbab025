import type { Problem } from './error-catalogue.ts';
import { MlopsError } from './errors.ts';
import type { Task } from './metrics/facts.ts';

/** One line of a predictions file, as read. */
export interface PredictionRow {
  readonly id: string;
  readonly prediction: string;
  readonly score?: string;
}

export interface LabelRow {
  readonly id: string;
  readonly label: string;
}

/** Labels and predictions joined by id, in the order of the labels. */
export type Evidence =
  | {
      readonly task: 'binary';
      readonly ids: readonly string[];
      /** 1 for the positive class. */
      readonly truth: Uint8Array;
      readonly predicted: Uint8Array;
      /** Probability of the positive class. */
      readonly score?: Float64Array;
    }
  | {
      readonly task: 'multiclass';
      readonly ids: readonly string[];
      /** Every label of either side, in order; truth and predicted are indexes into it. */
      readonly classes: readonly string[];
      readonly truth: Uint32Array;
      readonly predicted: Uint32Array;
    }
  | {
      readonly task: 'regression';
      readonly ids: readonly string[];
      readonly truth: Float64Array;
      readonly predicted: Float64Array;
    };

export interface EvidenceRequest {
  readonly task: Task;
  /** Label of the positive class; only for `binary`. */
  readonly positive?: string;
  /** When set, a row counts as positive when its score is at least this. */
  readonly threshold?: number;
  readonly labels: readonly LabelRow[];
  readonly predictions: readonly PredictionRow[];
  /** Named in messages, e.g. `predictions of the candidate`. */
  readonly source: string;
}

/**
 * Joins predictions to labels and turns text into numbers. Anything missing, doubled, empty or not a number is refused with all
 * problems at once: evidence with holes never passes a gate. Throws EVIDENCE_INVALID.
 */
export function readEvidence(request: EvidenceRequest): Evidence {
  const problems: Problem[] = joinProblems(request);
  const byId = new Map(request.predictions.map((row) => [row.id, row]));
  const rows = request.labels.flatMap(({ id, label }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ id, label, prediction: row.prediction, score: row.score }];
  });
  const evidence = READERS[request.task](rows, request, problems);
  if (problems.length > 0) throw new MlopsError('EVIDENCE_INVALID', { problems });
  return evidence;
}

interface JoinedRow {
  readonly id: string;
  readonly label: string;
  readonly prediction: string;
  readonly score: string | undefined;
}

function joinProblems({ labels, predictions, source }: EvidenceRequest): Problem[] {
  const known = new Set(labels.map(({ id }) => id));
  const predicted = new Set<string>();
  const doubled = predictions.filter(({ id }) => predicted.size === predicted.add(id).size).map(({ id }) => id);
  const missing = labels.filter(({ id }) => !predicted.has(id)).map(({ id }) => id);
  const extra = predictions.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  return [
    ...(labels.length === 0 ? [{ file: source, path: 'id', message: 'There are no held-out rows.' }] : []),
    ...some(source, 'id', doubled, 'rows repeat an id'),
    ...some(source, 'id', missing, 'held-out rows have no prediction'),
    ...some(source, 'id', extra, 'rows were never asked for'),
  ];
}

type Reader = (rows: readonly JoinedRow[], request: EvidenceRequest, problems: Problem[]) => Evidence;

const READERS: Readonly<Record<Task, Reader>> = {
  binary: (rows, request, problems) => {
    const positive = canonicalLabel(request.positive ?? '1');
    const score = readScores(rows, request, problems);
    const labels = rows.map(({ label }) => canonicalLabel(label));
    const classes = new Set(labels);
    if (classes.size > 2)
      problems.push({
        file: request.source,
        path: 'label',
        message: `The labels have ${classes.size} values; a binary task has two.`,
      });
    if (classes.size > 0 && request.positive !== undefined && !classes.has(positive)) {
      problems.push({
        file: request.source,
        path: 'label',
        message: `No held-out row has the positive label "${request.positive}"; there are ${[...classes].slice(0, 5).join(', ')}.`,
      });
    }
    return {
      task: 'binary',
      ids: rows.map(({ id }) => id),
      truth: Uint8Array.from(labels, (label) => Number(label === positive)),
      predicted: readDecisions(rows, score, positive, classes, request, problems),
      ...(score === undefined ? {} : { score }),
    };
  },
  multiclass: (rows, request, problems) => {
    refuseEmpty(rows, request, problems);
    const truth = rows.map(({ label }) => canonicalLabel(label));
    const predicted = rows.map(({ prediction }) => canonicalLabel(prediction));
    const classes = [...new Set([...truth, ...predicted])].sort();
    const index = new Map(classes.map((name, position) => [name, position]));
    const numbers = (names: readonly string[]) => Uint32Array.from(names, (name) => index.get(name) ?? 0);
    return {
      task: 'multiclass',
      ids: rows.map(({ id }) => id),
      classes,
      truth: numbers(truth),
      predicted: numbers(predicted),
    };
  },
  regression: (rows, request, problems) => ({
    task: 'regression',
    ids: rows.map(({ id }) => id),
    truth: readNumbers(rows, 'label', request, problems),
    predicted: readNumbers(rows, 'prediction', request, problems),
  }),
};

/** A file without a score column has no scores; one with holes or values that are no probabilities is refused. */
function readScores(
  rows: readonly JoinedRow[],
  { source }: EvidenceRequest,
  problems: Problem[],
): Float64Array | undefined {
  if (rows.every(({ score }) => score === undefined)) return undefined;
  const scores = Float64Array.from(rows, ({ score }) => toNumber(score ?? ''));
  const bad = rows.filter((_, i) => !((scores[i] ?? Number.NaN) >= 0 && (scores[i] ?? Number.NaN) <= 1));
  problems.push(
    ...some(
      source,
      'score',
      bad.map(({ id }) => id),
      'scores are not probabilities between 0 and 1',
    ),
  );
  return scores;
}

function readDecisions(
  rows: readonly JoinedRow[],
  score: Float64Array | undefined,
  positive: string,
  classes: ReadonlySet<string>,
  request: EvidenceRequest,
  problems: Problem[],
): Uint8Array {
  const { threshold, source } = request;
  if (threshold !== undefined) {
    if (score === undefined)
      problems.push({
        file: source,
        path: 'score',
        message: 'validate.threshold is set, but the predictions have no score column.',
      });
    return Uint8Array.from(rows, (_, i) => Number((score?.[i] ?? 0) >= threshold));
  }
  refuseEmpty(rows, request, problems);
  // A prediction that is no label at all is a mistake of the model's code, not a negative.
  const unknown = rows.filter(
    ({ prediction }) =>
      prediction.trim() !== '' && !classes.has(canonicalLabel(prediction)) && canonicalLabel(prediction) !== positive,
  );
  problems.push(
    ...some(
      source,
      'prediction',
      unknown.map(({ id }) => id),
      'predictions are none of the labels',
    ),
  );
  return Uint8Array.from(rows, ({ prediction }) => Number(canonicalLabel(prediction) === positive));
}

function refuseEmpty(rows: readonly JoinedRow[], { source }: EvidenceRequest, problems: Problem[]): void {
  const empty = rows.filter(({ prediction }) => prediction.trim() === '' || prediction.trim().toLowerCase() === 'nan');
  problems.push(
    ...some(
      source,
      'prediction',
      empty.map(({ id }) => id),
      'predictions are empty or NaN',
    ),
  );
}

function readNumbers(
  rows: readonly JoinedRow[],
  field: 'label' | 'prediction',
  { source }: EvidenceRequest,
  problems: Problem[],
): Float64Array {
  const numbers = Float64Array.from(rows, (row) => toNumber(row[field]));
  const bad = rows.filter((_, i) => !Number.isFinite(numbers[i]));
  problems.push(
    ...some(
      source,
      field,
      bad.map(({ id }) => id),
      `${field}s are not finite numbers`,
    ),
  );
  return numbers;
}

/** The one table of equal labels: surrounding space and case of true/false do not count, numbers count by value (1 = 1.0). */
export function canonicalLabel(text: string): string {
  const trimmed = text.trim();
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase();
  const number = toNumber(trimmed);
  return Number.isFinite(number) ? String(number) : trimmed;
}

const toNumber = (text: string): number =>
  /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;

function some(file: string, path: string, ids: readonly string[], what: string): Problem[] {
  if (ids.length === 0) return [];
  return [{ file, path, message: `${ids.length} ${what}, e.g. ids ${ids.slice(0, 5).join(', ')}.` }];
}

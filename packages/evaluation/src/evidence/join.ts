import type { Problem } from '../problem.ts';
import { problemOf } from './problems.ts';
import type { EvidenceRequest, Joined } from './types.ts';

/** Rows that have both a label and a prediction, in the order of the labels, with a problem for every row that has not. */
export function joinById(request: EvidenceRequest): Joined {
  const { labels, predictions } = request;
  const predicted = new Map(predictions.map((row) => [row.id, row]));
  const rows = labels.flatMap(({ id, label }) => {
    const row = predicted.get(id);
    return row === undefined ? [] : [{ id, label, prediction: row.prediction, score: row.score }];
  });
  return { rows, request, problems: joinProblems(request, predicted) };
}

function joinProblems(
  { labels, predictions, source }: EvidenceRequest,
  predicted: ReadonlyMap<string, unknown>,
): Problem[] {
  const known = new Set(labels.map(({ id }) => id));
  const missing = labels.filter(({ id }) => !predicted.has(id)).map(({ id }) => id);
  const extra = predictions.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  return [
    ...(labels.length === 0 ? [{ file: source, path: 'id', message: 'There are no held-out rows.' }] : []),
    ...problemOf(source, 'id', repeated(labels), 'held-out rows repeat an id'),
    ...problemOf(source, 'id', repeated(predictions), 'rows repeat an id'),
    ...problemOf(source, 'id', missing, 'held-out rows have no prediction'),
    ...problemOf(source, 'id', extra, 'rows were never asked for'),
  ];
}

function repeated(rows: readonly { readonly id: string }[]): readonly string[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id }) => {
    if (seen.has(id)) return [id];
    seen.add(id);
    return [];
  });
}

import { readHeader } from '../read/read.ts';
import { type AnswerRoles, addSource, type RoleBook, requireColumn, roleOf, sourceOfFiles } from './role-book.ts';
import type { EvaluationRequest, PredictionTable } from './types.ts';

const COLUMNS = { id: 'id', prediction: 'prediction', score: 'score' } as const;

/** Where one model's answers stand. Tables in the same files are one source. Throws TableUnreadable. */
export async function answerRoles(
  book: RoleBook,
  { task, threshold }: EvaluationRequest,
  table: PredictionTable,
): Promise<AnswerRoles> {
  const source = sourceOfFiles(book, table.files) ?? (await newSource(book, table));
  const header = book.headers[source] ?? [];
  const prediction = table.prediction ?? COLUMNS.prediction;
  const score = table.score ?? COLUMNS.score;
  const isScored = task === 'binary' || task === 'ranking';
  const needsScore = task === 'ranking' || (task === 'binary' && threshold !== undefined);
  // Where a threshold decides, predicted labels are not read. A ranking may do without either.
  const needsPrediction = !needsScore || (table.prediction !== undefined && threshold === undefined);
  const answers = needsPrediction || (threshold === undefined && header.includes(prediction));
  const scores = isScored && (needsScore || table.score !== undefined || header.includes(score));
  const needed = task === 'binary' && needsScore ? ', which validate.threshold needs' : '';
  return {
    source: table.source,
    ...(answers
      ? { prediction: roleOf(book, { source, column: prediction, as: task === 'regression' ? 'number' : 'category' }) }
      : {}),
    ...(scores ? { score: roleOf(book, { source, column: score, as: 'number' }, needed) } : {}),
  };
}

async function newSource(book: RoleBook, { files, source, id, coverage }: PredictionTable): Promise<number> {
  const header = await readHeader(files);
  const named = id ?? (header.includes(COLUMNS.id) ? COLUMNS.id : undefined);
  const added = addSource(
    book,
    {
      ...{ files, name: source },
      ...(named === undefined ? {} : { id: named }),
      ...(coverage === undefined ? {} : { coverage }),
    },
    header,
  );
  if (named !== undefined) requireColumn(book, added, named);
  return added;
}

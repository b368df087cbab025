import type { Problem } from '../problem.ts';
import { readHeader } from '../read/read.ts';
import { answerRoles } from './answer-roles.ts';
import {
  type AnswerRoles,
  addSource,
  type Role,
  type RoleBook,
  requireColumn,
  roleOf,
  type Source,
} from './role-book.ts';
import type { EvaluationRequest, LabelTable } from './types.ts';

/** What is read, and what it means; every number is the index of a role. */
export interface Plan {
  readonly request: EvaluationRequest;
  readonly sources: readonly Source[];
  readonly roles: readonly Role[];
  readonly label: number;
  readonly weight?: number;
  readonly group?: number;
  readonly candidate: AnswerRoles;
  readonly champion?: AnswerRoles;
  /** Of each slice rule, its columns: those of `by`, then those of `where`. */
  readonly slices: readonly (readonly number[])[];
}

/** Looks at the headers and lays out the reading. Problems with columns come all at once. Throws TableUnreadable. */
export async function planOf(
  request: EvaluationRequest,
): Promise<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const { files, label, weight, group } = request.labels;
  const name = files[0]?.name ?? 'labels';
  const book: RoleBook = { sources: [], headers: [], roles: [], problems: [...rankingProblems(request, name)] };
  addSource(book, { files, name }, await readHeader(files));
  const held = (column: string, as: Role['as']) => roleOf(book, { source: 0, column, as });
  const roles = {
    label: held(label, request.task === 'regression' ? 'number' : 'category'),
    ...(weight === undefined ? {} : { weight: held(weight, 'number') }),
    ...(group === undefined ? {} : { group: held(group, 'category') }),
    candidate: await answerRoles(book, request, request.candidate),
    ...(request.champion === undefined ? {} : { champion: await answerRoles(book, request, request.champion) }),
    slices: request.slices.map(({ by = [], bins, where = {} }) => [
      ...by.map((column) => held(column, bins === undefined ? 'category' : 'number')),
      ...Object.keys(where).map((column) => held(column, 'category')),
    ]),
  };
  const plan = { request, sources: withLabelIds(book, request.labels), roles: book.roles, ...roles };
  return { plan, problems: book.problems };
}

/** Ids are read even where nobody joins by them: a row that is there twice would count twice. */
function withLabelIds(book: RoleBook, { id }: LabelTable): readonly Source[] {
  const [labels, ...others] = book.sources;
  if (labels === undefined || id === undefined) return book.sources;
  requireColumn(book, 0, id);
  return [{ ...labels, id }, ...others];
}

/** A ranking is made of queries, and each of them counts once. */
function rankingProblems({ task, labels }: EvaluationRequest, file: string): readonly Problem[] {
  if (task !== 'ranking') return [];
  const noGroup = 'A ranking needs the column of its queries: data.columns.group.';
  const weighted = 'The queries of a ranking count once each, so its rows have no weights.';
  return [
    ...(labels.group === undefined ? [{ file, path: 'group', message: noGroup }] : []),
    ...(labels.weight === undefined ? [] : [{ file, path: 'weight', message: weighted }]),
  ];
}

import type { Problem } from '../problem.ts';
import { readHeader } from '../read/read.ts';
import type { ByteSource, ColumnKind } from '../read/table.ts';
import type { EvaluationRequest, LabelTable, PredictionTable } from './types.ts';

/** A column that the evaluation reads, in which of its files. */
export interface Role {
  readonly source: number;
  readonly column: string;
  readonly as: Exclude<ColumnKind, 'text'>;
}

/** Files that are read once, side by side with the others. The first is that of the labels. */
export interface Source {
  readonly files: readonly ByteSource[];
  /** Named in messages. */
  readonly name: string;
  /** Column of ids that rows are joined by; rows without it answer in the order of the labels. */
  readonly id?: string;
}

/** Where the answers of one model stand, as indexes of roles. */
export interface AnswerRoles {
  readonly source: string;
  readonly prediction?: number;
  readonly score?: number;
}

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
  /** Of each slice rule, its columns. */
  readonly slices: readonly (readonly number[])[];
}

const DEFAULT_COLUMNS = { id: 'id', prediction: 'prediction', score: 'score' } as const;

/** Looks at the headers and lays out the reading. Problems with columns come all at once. Throws TableUnreadable. */
export async function planOf(
  request: EvaluationRequest,
): Promise<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const roles: Role[] = [];
  const role = (source: number, column: string, as: Role['as']): number => {
    const known = roles.findIndex((one) => one.source === source && one.column === column && one.as === as);
    return known >= 0 ? known : roles.push({ source, column, as }) - 1;
  };
  const labels = await labelSource(request);
  const sources: Source[] = [labels.source];
  const headers = [labels.header];
  const require = (source: number, column: string, as: Role['as']): number => {
    const header = headers[source] ?? [];
    if (!header.includes(column)) problems.push(noColumn(sources[source]?.name ?? '', header, column));
    return role(source, column, as);
  };
  const answers = async (table: PredictionTable): Promise<AnswerRoles> => {
    const at = await sourceOf(table, sources, headers);
    return answerRoles(request, table, headers[at] ?? [], (column, as) => require(at, column, as));
  };
  const { label, weight, group } = request.labels;
  const of = {
    label: require(0, label, request.task === 'regression' ? 'number' : 'category'),
    ...(weight === undefined ? {} : { weight: require(0, weight, 'number') }),
    ...(group === undefined ? {} : { group: require(0, group, 'category') }),
    candidate: await answers(request.candidate),
    ...(request.champion === undefined ? {} : { champion: await answers(request.champion) }),
    slices: request.slices.map(({ by, bins, where }) =>
      [...(by ?? []), ...Object.keys(where ?? {})].map((column) =>
        require(0, column, bins === undefined ? 'category' : 'number'),
      ),
    ),
  };
  return { plan: { request, sources: joined(sources, request.labels), roles, ...of }, problems };
}

async function labelSource({ labels }: EvaluationRequest) {
  const header = await readHeader(labels.files);
  return { header, source: { files: labels.files, name: labels.files[0]?.name ?? 'labels' } };
}

/** Tables in the same files are one source. */
async function sourceOf(table: PredictionTable, sources: Source[], headers: (readonly string[])[]): Promise<number> {
  const known = sources.findIndex(({ files }) => isSame(files, table.files));
  if (known >= 0) return known;
  const header = await readHeader(table.files);
  headers.push(header);
  const id = table.id ?? (header.includes(DEFAULT_COLUMNS.id) ? DEFAULT_COLUMNS.id : undefined);
  return sources.push({ files: table.files, name: table.source, ...(id === undefined ? {} : { id }) }) - 1;
}

/** Labels need no ids of their own unless somebody joins by them. */
function joined(sources: readonly Source[], { id }: LabelTable): readonly Source[] {
  const [labels, ...others] = sources;
  if (labels === undefined || id === undefined || others.every((other) => other.id === undefined)) return sources;
  return [{ ...labels, id }, ...others];
}

function answerRoles(
  { task, threshold }: EvaluationRequest,
  table: PredictionTable,
  header: readonly string[],
  require: (column: string, as: Role['as']) => number,
): AnswerRoles {
  const prediction = table.prediction ?? DEFAULT_COLUMNS.prediction;
  const score = table.score ?? DEFAULT_COLUMNS.score;
  const scored = task === 'binary' || task === 'ranking';
  const needsScore = task === 'ranking' || (task === 'binary' && threshold !== undefined);
  const needsPrediction = threshold === undefined && (task !== 'ranking' || table.prediction !== undefined);
  const readsPrediction =
    needsPrediction || (task === 'ranking' && threshold === undefined && header.includes(prediction));
  return {
    source: table.source,
    ...(readsPrediction ? { prediction: require(prediction, task === 'regression' ? 'number' : 'category') } : {}),
    ...(scored && (needsScore || table.score !== undefined || header.includes(score))
      ? { score: require(score, 'number') }
      : {}),
  };
}

const isSame = (a: readonly ByteSource[], b: readonly ByteSource[]): boolean =>
  a.length === b.length && a.every((file, index) => file === b[index]);

function noColumn(file: string, header: readonly string[], column: string): Problem {
  const shown = header.slice(0, 12).join(', ');
  return { file, line: 1, path: column, message: `There is no column "${column}"; the header has ${shown}.` };
}

import { AwsError } from '../../contracts.ts';
import { pick } from '../pick.ts';

/** The parts of a List request that all jobs and endpoints share; times are epoch seconds. */
export interface ListRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly NameContains?: string;
  readonly StatusEquals?: string;
  readonly CreationTimeAfter?: number;
  readonly CreationTimeBefore?: number;
  readonly LastModifiedTimeAfter?: number;
  readonly LastModifiedTimeBefore?: number;
  readonly SortBy?: string;
  readonly SortOrder?: string;
}

/** A kind of record, e.g. training jobs: where its name and status stand, and what a summary shows of it. */
export interface Kind<T, M extends keyof T> {
  readonly name: keyof T;
  readonly status: keyof T;
  readonly members: readonly M[];
}

/** One page of summaries as {@link listPage} filters and sorts. */
export function listSummaries<
  T extends { readonly CreationTime: number; readonly LastModifiedTime: number },
  M extends keyof T,
>(records: readonly { readonly value: T }[], { name, status, members }: Kind<T, M>, request: ListRequest) {
  const items = records.map(({ value }) => ({
    name: String(value[name]),
    status: String(value[status]),
    created: value.CreationTime,
    modified: value.LastModifiedTime,
    value,
  }));
  const { page, ...token } = listPage(items, request);
  return { summaries: page.map(({ value }) => pick(value, members)), ...token };
}

/** What is filtered and sorted by. */
export interface Listed {
  readonly name: string;
  readonly status: string;
  readonly created: number;
  readonly modified: number;
}

/** Items per page when the request names no number: SageMaker's default is 10, its maximum 100. */
const defaultPageSize = 10;

/**
 * One page of a listing: filtered, sorted by creation time (newest first unless asked otherwise), and the token of the
 * next page. The token names the last item, so that items created between two calls are neither doubled nor skipped.
 * Throws AwsError `ValidationException` for a token of something that is gone.
 */
export function listPage<T extends Listed>(
  items: readonly T[],
  request: ListRequest,
  defaultOrder: 'Ascending' | 'Descending' = 'Descending',
): { readonly page: readonly T[]; readonly NextToken?: string } {
  const direction = (request.SortOrder ?? defaultOrder) === 'Ascending' ? 1 : -1;
  const sorted = items
    .filter((item) => matches(item, request))
    .sort((a, b) => direction * compare(a, b, request.SortBy));
  const from = request.NextToken === undefined ? 0 : positionAfter(sorted, request.NextToken);
  const page = sorted.slice(from, from + (request.MaxResults ?? defaultPageSize));
  const last = page.at(-1);
  const more = last !== undefined && from + page.length < sorted.length;
  return more ? { page, NextToken: Buffer.from(last.name).toString('base64url') } : { page };
}

function matches(item: Listed, request: ListRequest): boolean {
  return (
    (request.NameContains === undefined || item.name.includes(request.NameContains)) &&
    (request.StatusEquals === undefined || item.status === request.StatusEquals) &&
    item.created > (request.CreationTimeAfter ?? Number.NEGATIVE_INFINITY) &&
    item.created < (request.CreationTimeBefore ?? Number.POSITIVE_INFINITY) &&
    item.modified > (request.LastModifiedTimeAfter ?? Number.NEGATIVE_INFINITY) &&
    item.modified < (request.LastModifiedTimeBefore ?? Number.POSITIVE_INFINITY)
  );
}

function compare(a: Listed, b: Listed, sortBy = 'CreationTime'): number {
  const byName = a.name < b.name ? -1 : Number(a.name > b.name);
  if (sortBy === 'Name') return byName;
  if (sortBy === 'Status' && a.status !== b.status) return a.status < b.status ? -1 : 1;
  return a.created - b.created || byName;
}

function positionAfter(sorted: readonly Listed[], token: string): number {
  const name = Buffer.from(token, 'base64url').toString();
  const position = sorted.findIndex((item) => item.name === name);
  if (position < 0) throw new AwsError('ValidationException', 'The NextToken is not valid.');
  return position + 1;
}

import { AwsError } from '../contracts.ts';

/** The members that SageMaker's List requests share; dates in epoch seconds. */
export interface ListInput {
  readonly NameContains?: string;
  readonly CreationTimeAfter?: number;
  readonly CreationTimeBefore?: number;
  readonly SortBy?: string;
  readonly SortOrder?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** What a list is sorted and filtered by. */
export interface Listed<S> {
  readonly name: string;
  readonly created: number;
  readonly summary: S;
}

export interface Page<S> {
  readonly summaries: readonly S[];
  readonly next: { readonly NextToken?: string };
}

/** SageMaker's own page when a request names none. */
const defaultPage = 10;

/**
 * Filters, sorts and cuts one page. The token is the place after the last line given, so a record deleted between two
 * pages may shift the next one, as it may in the service. Throws AwsError ValidationException for a foreign token.
 */
export function pageOf<S>(all: readonly Listed<S>[], input: ListInput, descending: boolean): Page<S> {
  const { NameContains = '', CreationTimeAfter = -Infinity, CreationTimeBefore = Infinity } = input;
  const matching = all.filter(
    ({ name, created }) => name.includes(NameContains) && created >= CreationTimeAfter && created <= CreationTimeBefore,
  );
  const sign = (input.SortOrder === undefined ? descending : input.SortOrder === 'Descending') ? -1 : 1;
  const byName = input.SortBy === 'Name';
  const sorted = matching.sort(
    (one, other) =>
      sign * (byName ? compareNames(one, other) : one.created - other.created || compareNames(one, other)),
  );
  const start = startOf(input.NextToken);
  const end = start + (input.MaxResults ?? defaultPage);
  return {
    summaries: sorted.slice(start, end).map(({ summary }) => summary),
    next: end < sorted.length ? { NextToken: tokenFor(end) } : {},
  };
}

const compareNames = (one: Listed<unknown>, other: Listed<unknown>) =>
  one.name.localeCompare(other.name, 'en', { numeric: true });
const tokenFor = (start: number) => Buffer.from(`page:${start}`).toString('base64');

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^page:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (start === undefined) throw new AwsError('ValidationException', 'Invalid pagination token');
  return Number(start);
}

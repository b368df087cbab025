import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weightedTurns } from '../../src/engine/endpoints/weighted-turns.ts';
import { type Listed, type ListRequest, listPage } from '../../src/engine/jobs/listing.ts';

const item = (name: string, created: number, status = 'Completed'): Listed => ({
  name,
  created,
  modified: created,
  status,
});
const items = [item('b', 2), item('a', 1), item('d', 4, 'Failed'), item('c', 3)];
const names = (request: ListRequest) => listPage(items, request).page.map(({ name }) => name);

describe('a listing', () => {
  it.each<[string, ListRequest, string[]]>([
    ['newest first', {}, ['d', 'c', 'b', 'a']],
    ['oldest first', { SortOrder: 'Ascending' }, ['a', 'b', 'c', 'd']],
    ['by name', { SortBy: 'Name', SortOrder: 'Ascending' }, ['a', 'b', 'c', 'd']],
    ['by status', { SortBy: 'Status', SortOrder: 'Descending' }, ['d', 'c', 'b', 'a']],
    ['of one status', { StatusEquals: 'Failed' }, ['d']],
    ['of a time', { CreationTimeAfter: 1, CreationTimeBefore: 4 }, ['c', 'b']],
    ['of a change', { LastModifiedTimeAfter: 2.5 }, ['d', 'c']],
  ])('comes %s', (_, request, expected) => {
    expect(names(request)).toEqual(expected);
  });

  it('gives every item exactly once over its pages, also when items come in between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, MaxResults) => {
        const all = Array.from({ length: count }, (_, index) => item(`job-${index}`, index));
        const seen: string[] = [];
        let token: string | undefined;
        do {
          const request = token === undefined ? { MaxResults } : { MaxResults, NextToken: token };
          const { page, NextToken } = listPage(all, request);
          seen.push(...page.map(({ name }) => name));
          token = NextToken;
          all.push(item(`late-${seen.length}`, 1000 + seen.length));
        } while (token !== undefined);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((name) => name.startsWith('job-'))).toHaveLength(count);
      }),
    );
  });

  it('refuses a token of something that is gone', () => {
    expect(() => listPage(items, { NextToken: 'Z29uZQ' })).toThrow('The NextToken is not valid.');
  });
});

describe('turns by weight', () => {
  it('are exact over one cycle, whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, (given) => {
        const entries = given.map((weight, index) => ({ name: `v${index}`, weight }));
        const total = given.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const turns = weightedTurns(entries);
        const chosen = Array.from({ length: total }, () => turns.next());
        expect(entries.map(({ name }) => chosen.filter((turn) => turn === name).length)).toEqual(given);
      }),
    );
  });
});

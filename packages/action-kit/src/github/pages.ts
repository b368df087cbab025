import type { z } from 'zod';
import { callGitHub, type GitHubAccess } from './call.ts';
import { understood } from './understood.ts';

const PAGE = 100;

export interface Listing<T> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The items of one answer. */
  readonly items: z.ZodType<readonly T[]>;
  /** Of 100 items each; what a longer list holds is not looked at. */
  readonly mostPages: number;
}

/** What a list of GitHub's API holds, page after page. Throws GITHUB_CALL_FAILED. */
export async function listed<T>(listing: Listing<T>, access: GitHubAccess): Promise<readonly T[]> {
  const { path, query = {}, items, mostPages } = listing;
  const found: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const asked = new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) });
    const there = understood(items, await callGitHub({ method: 'GET', path: `${path}?${asked}` }, access), path);
    found.push(...there);
    if (there.length < PAGE) break;
  }
  return found;
}

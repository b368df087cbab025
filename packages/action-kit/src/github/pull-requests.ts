import type { PullRequest, PullRequests } from '@mlops-actions/core';
import { z } from 'zod';
import { callGitHub, type GitHubAccess } from './call.ts';
import { understood } from './understood.ts';

const pull = z.object({
  number: z.int(),
  head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
  base: z.object({ sha: z.string() }),
});

/** GraphQL alone says whether a comment is the token's own and whether somebody has hidden it. */
const COMMENTS = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { databaseId body viewerDidAuthor isMinimized }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

const comments = z.object({
  data: z.object({
    repository: z.object({
      pullRequest: z.object({
        comments: z.object({
          nodes: z.array(
            z.object({
              databaseId: z.int(),
              body: z.string(),
              viewerDidAuthor: z.boolean(),
              isMinimized: z.boolean(),
            }),
          ),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        }),
      }),
    }),
  }),
});

type CommentPage = z.infer<typeof comments>['data']['repository']['pullRequest']['comments'];

/** A pull request with more comments than 50 × 100 is not read to its end. */
const MOST_PAGES = 50;

/** Of more open pull requests into one branch the oldest are not looked at. */
const MOST_LISTS = 10;

/** The pull requests of a repository. Throws GITHUB_CALL_FAILED. */
export function gitHubPullRequests(access: GitHubAccess): PullRequests {
  const root = `/repos/${access.repository}`;
  return {
    async fromBranch({ repository, branch }) {
      const [owner = ''] = repository.split('/');
      const query = new URLSearchParams({ state: 'open', per_page: '100', head: `${owner}:${branch}` });
      const path = `${root}/pulls`;
      const found = await callGitHub({ method: 'GET', path: `${path}?${query}` }, access);
      return understood(z.array(pull), found, path).map(toPullRequest);
    },
    async into(branch) {
      const found: PullRequest[] = [];
      for (let page = 1; page <= MOST_LISTS; page += 1) {
        const query = new URLSearchParams({ state: 'open', per_page: '100', base: branch, page: String(page) });
        const answer = await callGitHub({ method: 'GET', path: `${root}/pulls?${query}` }, access);
        const pulls = understood(z.array(pull), answer, `${root}/pulls`).map(toPullRequest);
        found.push(...pulls);
        if (pulls.length < 100) break;
      }
      return found;
    },
    async ownComments(number) {
      const found: CommentPage['nodes'] = [];
      let after: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { nodes, pageInfo }: CommentPage = await commentPage(access, number, after);
        found.push(...nodes);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      return found
        .filter(({ viewerDidAuthor, isMinimized }) => viewerDidAuthor && !isMinimized)
        .map(({ databaseId: id, body }) => ({ id, body }));
    },
    async comment(number, body) {
      await callGitHub({ method: 'POST', path: `${root}/issues/${number}/comments`, body: { body } }, access);
    },
    async edit(id, body) {
      await callGitHub({ method: 'PATCH', path: `${root}/issues/comments/${id}`, body: { body } }, access);
    },
  };
}

const toPullRequest = ({ number, head, base }: z.infer<typeof pull>): PullRequest => ({
  number,
  headSha: head.sha,
  baseSha: base.sha,
  headRepository: head.repo?.full_name ?? '',
});

async function commentPage(access: GitHubAccess, number: number, after: string | null): Promise<CommentPage> {
  const [owner, name] = access.repository.split('/');
  const body = { query: COMMENTS, variables: { owner, name, number, after } };
  const answer = await callGitHub({ method: 'POST', path: '/graphql', body }, access);
  return understood(comments, answer, '/graphql').data.repository.pullRequest.comments;
}

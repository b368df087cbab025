import type { PullRequest, PullRequests } from '@mlops-actions/core';
import { z } from 'zod';
import { callGitHub, type GitHubAccess } from './call.ts';
import { listed } from './pages.ts';
import { understood } from './understood.ts';

const pulls = z.array(
  z
    .object({
      number: z.int(),
      head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
      base: z.object({ sha: z.string() }),
    })
    .transform(
      ({ number, head, base }): PullRequest => ({
        number,
        headSha: head.sha,
        baseSha: base.sha,
        headRepository: head.repo?.full_name ?? '',
      }),
    ),
);

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

/** Of more open pull requests of one branch than 10 × 100 the oldest are not looked at. */
const MOST_LISTS = 10;

/** The pull requests of a repository. Throws GITHUB_CALL_FAILED. */
export function gitHubPullRequests(access: GitHubAccess): PullRequests {
  const root = `/repos/${access.repository}`;
  const open = (query: Readonly<Record<string, string>>) =>
    listed({ path: `${root}/pulls`, query: { state: 'open', ...query }, items: pulls, mostPages: MOST_LISTS }, access);
  return {
    fromBranch({ repository, branch }) {
      const [owner = ''] = repository.split('/');
      return open({ head: `${owner}:${branch}` });
    },
    into: (branch) => open({ base: branch }),
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

async function commentPage(access: GitHubAccess, number: number, after: string | null): Promise<CommentPage> {
  const [owner, name] = access.repository.split('/');
  const body = { query: COMMENTS, variables: { owner, name, number, after } };
  const answer = await callGitHub({ method: 'POST', path: '/graphql', body }, access);
  return understood(comments, answer, '/graphql').data.repository.pullRequest.comments;
}

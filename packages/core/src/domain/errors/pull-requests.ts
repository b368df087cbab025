import { type Entry, entry } from './entry.ts';

/** What a pull request is, and who is told about it. */
export const pullRequestErrors = {
  GIT_FAILED: entry(
    'user',
    (d: { readonly command: string; readonly reason: string }) => `${d.command} failed: ${d.reason}`,
    'Check out with the whole history (`fetch-depth: 0`), and name a base that the repository has.',
  ),
  GITHUB_CALL_FAILED: entry(
    'remote',
    (d: { readonly call: string; readonly status?: number; readonly reason: string }) =>
      `${d.call} failed${d.status === undefined ? '' : ` with status ${d.status}`}: ${d.reason}`,
    'Nothing was decided by it: the verdict stands in the summary of the run that judged. Give the job that comments `pull-requests: write`.',
  ),
} as const satisfies Record<string, Entry<never>>;

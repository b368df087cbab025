/** Page of a run of a repository, e.g. for a link in a comment. */
export const runUrl = (repository: string, runId: string): string =>
  `${process.env['GITHUB_SERVER_URL'] || 'https://github.com'}/${repository}/actions/runs/${runId}`;

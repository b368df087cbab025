/** Page of a run of a repository, e.g. for a link in a comment. */
export const runUrl = (repository: string, runId: string): string =>
  `${process.env['GITHUB_SERVER_URL'] || 'https://github.com'}/${repository}/actions/runs/${runId}`;

/** Page from which an artifact of a run is downloaded. */
export const artifactUrl = (repository: string, runId: string, artifact: number): string =>
  `${runUrl(repository, runId)}/artifacts/${artifact}`;

/** An event as GitHub would send it. */
export interface Event {
  readonly name: 'push' | 'schedule' | 'workflow_dispatch' | 'pull_request';
  readonly payload: Readonly<Record<string, unknown>>;
}

const repository = { full_name: 'acme/model', default_branch: 'main', fork: false };

export const push: Event = { name: 'push', payload: { ref: 'refs/heads/main', repository } };

export const schedule: Event = { name: 'schedule', payload: { schedule: '0 5 * * 1', repository } };

/** Somebody pressed "Run workflow" and filled in the form. */
export const dispatch = (inputs: Readonly<Record<string, string>> = {}): Event => ({
  name: 'workflow_dispatch',
  payload: { ref: 'refs/heads/main', inputs, repository },
});

/** A pull request from a branch of the repository, or from somebody's fork. */
export const pullRequest = (from: 'branch' | 'fork'): Event => ({
  name: 'pull_request',
  payload: {
    action: 'opened',
    number: 7,
    repository,
    pull_request: {
      number: 7,
      head: {
        ref: 'better-model',
        repo: { full_name: from === 'fork' ? 'somebody/model' : 'acme/model', fork: from === 'fork' },
      },
      base: { ref: 'main', repo: repository },
    },
  },
});

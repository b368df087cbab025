/** An event as GitHub would send it. */
export interface Event {
  readonly name: 'push' | 'schedule' | 'workflow_dispatch' | 'pull_request' | 'workflow_run';
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

export interface Commits {
  readonly head: string;
  readonly base: string;
}

const NO_COMMITS: Commits = { head: '', base: '' };

/** A pull request from a branch of the repository, or from somebody's fork. */
export const pullRequest = (from: 'branch' | 'fork', { head, base }: Commits = NO_COMMITS): Event => ({
  name: 'pull_request',
  payload: {
    action: 'opened',
    number: 7,
    repository,
    pull_request: {
      number: 7,
      head: { ref: 'better-model', sha: head, repo: { full_name: headRepository(from), fork: from === 'fork' } },
      base: { ref: 'main', sha: base, repo: repository },
    },
  },
});

/** The run of a pull request's workflow has begun or ended. */
export const workflowRun = (from: 'branch' | 'fork', action: 'requested' | 'completed', { head }: Commits): Event => ({
  name: 'workflow_run',
  payload: {
    action,
    repository,
    workflow_run: {
      id: 4711,
      name: 'validate-pr',
      event: 'pull_request',
      head_sha: head,
      head_branch: 'better-model',
      head_repository: { full_name: headRepository(from) },
      pull_requests: [],
    },
  },
});

/** A training on the default branch has ended. */
export const trained = (head: string): Event => ({
  name: 'workflow_run',
  payload: {
    action: 'completed',
    repository,
    workflow_run: {
      id: 4712,
      name: 'train',
      event: 'push',
      conclusion: 'success',
      head_sha: head,
      head_branch: 'main',
      head_repository: { full_name: 'acme/model' },
      pull_requests: [],
    },
  },
});

const headRepository = (from: 'branch' | 'fork') => (from === 'fork' ? 'somebody/model' : 'acme/model');

export interface PullRequest {
  readonly number: number;
  /** Full commit ids, as GitHub knows them now. */
  readonly headSha: string;
  readonly baseSha: string;
  /** `owner/name` the head comes from; empty when that repository is gone. */
  readonly headRepository: string;
}

/** A comment of our own that nobody has hidden. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** The pull requests of the repository that the workflow belongs to. Throws GITHUB_CALL_FAILED. */
export interface PullRequests {
  /** Open ones from a branch of a repository, at most 100. */
  fromBranch(head: { readonly repository: string; readonly branch: string }): Promise<readonly PullRequest[]>;
  /** Open ones into a branch, at most 1,000, the newest first. */
  into(branch: string): Promise<readonly PullRequest[]>;
  /** Oldest first. */
  ownComments(pullRequest: number): Promise<readonly OwnComment[]>;
  comment(pullRequest: number, body: string): Promise<void>;
  edit(comment: number, body: string): Promise<void>;
}

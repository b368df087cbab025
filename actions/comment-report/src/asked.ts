import type { ActionContext, GitHubAccess } from '@mlops-actions/action-kit';
import type { CommentInputs } from './inputs.ts';

/** What one run of the action works with. */
export interface Asked {
  readonly inputs: CommentInputs;
  readonly access: GitHubAccess;
  readonly context: ActionContext;
}

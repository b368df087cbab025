import { resolve } from 'node:path';
import {
  type ActionContext,
  boundedFiles,
  gitHubPullRequests,
  type Run,
  requireInputs,
} from '@mlops-actions/action-kit';
import { systemClock } from '@mlops-actions/adapters';
import { MlopsError, staleComment, tellPullRequest } from '@mlops-actions/core';
import type { CommentInputs, CommentOutput } from './inputs.ts';
import { newsOf } from './news.ts';
import { toResult } from './outputs.ts';
import { BOUNDS, readReports } from './reports.ts';

const NEEDED = ['token', 'head-sha', 'head-branch', 'head-repository'] as const;

/** Renders the reports of a commit anew and keeps the comment about them. Nothing that they say decides where it is posted. */
export const run: Run<CommentInputs, CommentOutput> = async (given, context) => {
  const inputs = requireInputs(given, NEEDED);
  const { token, 'head-sha': head, 'head-branch': branch, 'head-repository': from, 'comment-key': key } = inputs;
  const repository = repositoryOf(context);
  const files = await boundedFiles(resolve(context.workspace, inputs.reports), BOUNDS);
  const { reports, refused } = readReports(files, head);
  for (const text of refused) context.progress({ type: 'warning', step: 'comment', text });
  const news = newsOf(reports, repository, inputs['run-id']);
  const pullRequests = gitHubPullRequests({ token, repository, signal: context.signal });
  const telling = await tellPullRequest(
    { key, head, repository: from, branch, outdated: staleComment, ...(news === undefined ? {} : { news }) },
    { ...context, clock: systemClock, pullRequests },
  );
  return toResult(telling, { shown: reports.length, refused });
};

function repositoryOf({ run }: ActionContext): string {
  if (run.repository !== undefined) return run.repository;
  throw new MlopsError('UNEXPECTED', { problem: 'the runner names no repository' });
}

import { resolve } from 'node:path';
import { type ActionResult, boundedFiles, gitHubPullRequests, requireInputs } from '@mlops-actions/action-kit';
import { systemClock } from '@mlops-actions/adapters';
import { staleComment, tellPullRequest } from '@mlops-actions/core';
import { reportsOf } from './artifacts.ts';
import type { Asked } from './asked.ts';
import type { CommentOutput } from './inputs.ts';
import { type JudgingRun, newsOf } from './news.ts';
import { toldResult } from './outputs.ts';
import { BOUNDS, readReports } from './reports.ts';

/** Renders the reports of a commit anew and keeps the comment about them. Nothing that they say decides where it is posted. */
export async function tell(asked: Asked): Promise<ActionResult<CommentOutput>> {
  const { access, context } = asked;
  const inputs = requireInputs(asked.inputs, ['head-sha', 'head-branch', 'head-repository']);
  const { 'head-sha': head, 'head-branch': branch, 'head-repository': repository, 'comment-key': key } = inputs;
  const files = await boundedFiles(resolve(context.workspace, inputs.reports), BOUNDS);
  const { reports, refused } = readReports(files, head);
  for (const text of refused) context.progress({ type: 'warning', step: 'comment', text });
  const news = newsOf(reports, reports.length === 0 ? undefined : await judgingRun(asked));
  const telling = await tellPullRequest(
    { key, head, repository, branch, outdated: staleComment, ...(news === undefined ? {} : { news }) },
    { ...context, clock: systemClock, pullRequests: gitHubPullRequests(access) },
  );
  return toldResult(telling, { shown: reports.length, refused });
}

async function judgingRun(asked: Asked): Promise<JudgingRun | undefined> {
  const { 'run-id': id } = asked.inputs;
  if (id === undefined) return undefined;
  const kept = await reportsOf(id, asked);
  return {
    repository: asked.access.repository,
    id,
    artifacts: new Map(kept.map(({ name, id: artifact }) => [name, artifact])),
  };
}

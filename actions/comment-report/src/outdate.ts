import { resolve } from 'node:path';
import { type ActionResult, boundedFiles, gitHubPullRequests, requireInputs } from '@mlops-actions/action-kit';
import { systemClock } from '@mlops-actions/adapters';
import { outdateComments, staleComment } from '@mlops-actions/core';
import type { Asked } from './asked.ts';
import type { CommentOutput } from './inputs.ts';
import { outdatedResult } from './outputs.ts';
import { BOUNDS, readTrainings } from './reports.ts';

/** After a training on the base: strikes through what was compared with the models before. */
export async function outdate({ inputs: given, access, context }: Asked): Promise<ActionResult<CommentOutput>> {
  const inputs = requireInputs(given, ['head-sha', 'base-branch']);
  const { 'head-sha': trained, 'base-branch': branch, 'comment-key': key } = inputs;
  const { reports, refused } = readTrainings(await boundedFiles(resolve(context.workspace, inputs.reports), BOUNDS));
  for (const text of refused) context.progress({ type: 'warning', step: 'comment', text });
  // A training that came to the model that there was already is no news.
  const others = reports.filter(({ report }) => report.verdict.verdict !== 'identical');
  const { commit: newest } = context.run;
  const struck = await outdateComments(
    {
      key,
      branch,
      trained,
      ...(newest === undefined ? {} : { newest }),
      models: others.map(({ report }) => report.verdict.model),
      outdated: staleComment,
    },
    { ...context, clock: systemClock, pullRequests: gitHubPullRequests(access) },
  );
  return outdatedResult(struck, { shown: reports.length, refused });
}

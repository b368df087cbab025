import { type ActionContext, type ActionResult, type Run, requireInputs } from '@mlops-actions/action-kit';
import { MlopsError } from '@mlops-actions/core';
import type { Asked } from './asked.ts';
import type { CommentInputs, CommentOutput } from './inputs.ts';
import { measure } from './measure.ts';
import { outdate } from './outdate.ts';
import { tell } from './tell.ts';

type Task = (asked: Asked) => Promise<ActionResult<CommentOutput>>;

const TASKS: Readonly<Record<CommentInputs['task'], Task>> = { tell, measure, outdate };

const NEEDED = {
  tell: ['head-sha', 'head-branch', 'head-repository'],
  measure: ['run-id'],
  outdate: ['head-sha', 'base-branch'],
} as const;

/** Does one task with the rights of the token. */
export const run: Run<CommentInputs, CommentOutput> = async (given, context) => {
  const inputs = requireInputs(given, ['token', ...NEEDED[given.task]]);
  const access = { token: inputs.token, repository: repositoryOf(context), signal: context.signal };
  return TASKS[given.task]({ inputs, access, context });
};

function repositoryOf({ run }: ActionContext): string {
  if (run.repository !== undefined) return run.repository;
  throw new MlopsError('UNEXPECTED', { problem: 'the runner names no repository' });
}

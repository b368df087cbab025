import type { ActionResult } from '@mlops-actions/action-kit';
import { escapeMarkdown, type Telling, type Told } from '@mlops-actions/core';
import type { CommentOutput } from './inputs.ts';

const SENTENCES: Readonly<Record<Told, string>> = {
  created: '✅ The pull request was told, in a new comment.',
  edited: '✅ The comment on the pull request was edited.',
  unchanged: '✅ The comment on the pull request says this already.',
  outdated: '⚪ The comment on the pull request is about an earlier commit and was struck through.',
  'nothing-to-say': '⚪ There is nothing to say on the pull request.',
  'no-pull-request': '⚪ No open pull request comes from this commit.',
  failed: '⚠️ The pull request could not be told. Its checks are not changed by that.',
};

/** Every output of the action and its summary. That a comment failed is a warning only. */
export function toResult(
  { outcome, pullRequest }: Telling,
  { shown, refused }: { readonly shown: number; readonly refused: readonly string[] },
): ActionResult<CommentOutput> {
  const left = refused.map((reason) => `- ${escapeMarkdown(reason, 300)}`);
  return {
    outputs: { outcome, 'pull-request': pullRequest?.toString(), reports: shown.toString() },
    summary: `${[SENTENCES[outcome], ...left].join('\n')}\n`,
  };
}

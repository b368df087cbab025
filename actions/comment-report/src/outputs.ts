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

const NONE = {
  outcome: undefined,
  'pull-request': undefined,
  'pull-requests': undefined,
  reports: undefined,
  download: undefined,
} satisfies ActionResult<CommentOutput>['outputs'];

interface Read {
  readonly shown: number;
  readonly refused: readonly string[];
}

/** What became of the comment. That it failed is a warning only. */
export const toldResult = ({ outcome, pullRequest }: Telling, read: Read): ActionResult<CommentOutput> => ({
  outputs: { ...NONE, outcome, 'pull-request': pullRequest?.toString(), reports: read.shown.toString() },
  summary: summaryOf(SENTENCES[outcome], read.refused),
});

/** Which comments were struck through; `struck` is undefined when GitHub could not be asked. */
export function outdatedResult(struck: readonly number[] | undefined, read: Read): ActionResult<CommentOutput> {
  const count = struck?.length ?? 0;
  const comments = count === 1 ? '1 comment was' : `${count} comments were`;
  const told = struck === undefined ? 'failed' : count === 0 ? 'nothing-to-say' : 'outdated';
  const sentence = told === 'outdated' ? `⚪ ${comments} struck through: the base has another model.` : SENTENCES[told];
  return {
    outputs: { ...NONE, outcome: told, 'pull-requests': (struck ?? []).join(','), reports: read.shown.toString() },
    summary: summaryOf(sentence, read.refused),
  };
}

/** Whether the reports may be downloaded. */
export const measuredResult = (refusal: string | undefined): ActionResult<CommentOutput> => ({
  outputs: { ...NONE, download: (refusal === undefined).toString() },
  summary: refusal === undefined ? '' : summaryOf('⚪ No report is downloaded.', [refusal]),
});

const summaryOf = (sentence: string, refused: readonly string[]): string =>
  `${[sentence, ...refused.map((reason) => `- ${escapeMarkdown(reason, 300)}`)].join('\n')}\n`;

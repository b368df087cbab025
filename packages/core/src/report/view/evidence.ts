import { count, roughly } from '../../domain/gates/numbers.ts';
import { championName } from '../../domain/judge-request.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** How much stands behind the figures, and where the two models disagree on the very same rows. */
export function measuredOn({ heldOut, disagreement, champion, candidate }: Verdict): string {
  // Nobody knows here what a model was trained on whose predictions were given.
  const seen =
    candidate.predictions === undefined ? ' that training never saw' : '; whether training saw any is not known here';
  const rows = `Measured on ${count(heldOut.rows)} held-out rows${seen}.`;
  if (disagreement === undefined) return rows;
  return `${rows} Against ${champion?.version === undefined && champion !== undefined ? championName(champion) : 'the champion'}, ${count(disagreement.fixed)} ${disagreement.fixed === 1 ? 'answer' : 'answers'} became right and ${count(disagreement.broken)} became wrong.`;
}

/** What weakens the figures, a sentence each. Empty when nothing does. */
export function caveats(verdict: Verdict, judgedBefore = verdict.judgedBefore ?? 0): readonly string[] {
  const { heldOut, effectiveRows, groups, method, bound, championLevel, championRows } = verdict;
  return [
    effectiveRows !== undefined && effectiveRows < heldOut.rows
      ? `Rows are weighted: they weigh as much as ${count(Math.round(effectiveRows))} equal ones.`
      : '',
    groups === undefined ? '' : `Rows of one group are not independent: the intervals count ${count(groups)} groups.`,
    method === 'histogram'
      ? `Scores were binned to stay within memory${bound === undefined ? '' : `; roc-auc of all rows is off by ${roughly(bound)} at most`}.`
      : '',
    championLevel === 'C' ? 'Of the champion only stored figures are known: the comparison is unpaired and weak.' : '',
    championRows === undefined ? '' : leftOut(heldOut.rows - championRows, championRows),
    judgedBefore > 0 ? seenBefore(judgedBefore) : '',
  ].filter((sentence) => sentence !== '');
}

const leftOut = (missing: number, answered: number): string =>
  `The champion's predictions lack ${count(missing)} held-out ${missing === 1 ? 'row' : 'rows'}: comparisons are on the other ${count(answered)}.`;

/** From about here on a test set has become a part of the training. */
const WORN_OUT = 20;

const seenBefore = (times: number): string =>
  `${count(times)} other ${times === 1 ? 'candidate was' : 'candidates were'} judged on these very rows before; the best of many looks better than it is${times < WORN_OUT ? '' : ', and fresh rows would tell more'}.`;

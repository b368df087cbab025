import type { Evidence, EvidencePair } from '../evidence/types.ts';
import type { Disagreement } from '../statistics/sign-test.ts';

/** Rows that only one of the models gets right. */
export const disagreement = (pair: EvidencePair): Disagreement => count(pair, () => true);

/** The same among the rows of the positive class. */
export const correctPositives = (pair: EvidencePair): Disagreement =>
  count(pair, (row) => pair.candidate.truth[row] === 1);

/** Rows to which the models give different answers, right or wrong. */
export const differingRows = ({ candidate, champion }: EvidencePair): number =>
  candidate.ids.filter((_, row) => answer(candidate, row) !== answer(champion, row)).length;

function count({ candidate, champion }: EvidencePair, counts: (row: number) => boolean): Disagreement {
  let fixed = 0;
  let broken = 0;
  for (let row = 0; row < candidate.ids.length; row += 1) {
    if (!counts(row)) continue;
    const now = isRight(candidate, row);
    const before = isRight(champion, row);
    if (now && !before) fixed += 1;
    if (before && !now) broken += 1;
  }
  return { fixed, broken };
}

const isRight = ({ truth, predicted }: Evidence, row: number): boolean => truth[row] === predicted[row];

/** By name: the two models' lists of classes may differ. */
const answer = (evidence: Evidence, row: number) => {
  const predicted = evidence.predicted[row] ?? 0;
  return evidence.task === 'multiclass' ? evidence.classes[predicted] : predicted;
};

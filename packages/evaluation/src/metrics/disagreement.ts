import type { Evidence, EvidencePair } from '../evidence/types.ts';
import type { Disagreement } from '../statistics/sign-test.ts';

/** Rows that only one of the models gets right. */
export const disagreement = (pair: EvidencePair): Disagreement => count(pair, () => true);

/** The same among the rows of the positive class. */
export const correctPositives = (pair: EvidencePair): Disagreement =>
  count(pair, (entry) => pair.candidate.truth[entry] === 1);

/** The same among the rows of the negative class. */
export const correctNegatives = (pair: EvidencePair): Disagreement =>
  count(pair, (entry) => pair.candidate.truth[entry] === 0);

/** Rows to which the models give different answers, right or wrong. */
export function differingRows({ candidate, champion }: EvidencePair): number {
  let rows = 0;
  for (let entry = 0; entry < candidate.truth.length; entry += 1)
    if (answer(candidate, entry) !== answer(champion, entry)) rows += candidate.count?.[entry] ?? 1;
  return rows;
}

function count({ candidate, champion }: EvidencePair, counts: (entry: number) => boolean): Disagreement {
  let fixed = 0;
  let broken = 0;
  // A ranking without answers has none that are right or wrong.
  const answered = Math.min(candidate.predicted.length, champion.predicted.length);
  for (let entry = 0; entry < answered; entry += 1) {
    if (!counts(entry)) continue;
    const now = isRight(candidate, entry);
    const before = isRight(champion, entry);
    const rows = candidate.count?.[entry] ?? 1;
    if (now && !before) fixed += rows;
    if (before && !now) broken += rows;
  }
  return { fixed, broken };
}

const isRight = ({ truth, predicted }: Evidence, entry: number): boolean => truth[entry] === predicted[entry];

/** By name: the two models' lists of classes may differ. */
const answer = (evidence: Evidence, entry: number) => {
  const predicted = evidence.predicted[entry] ?? 0;
  return evidence.task === 'multiclass' ? evidence.classes[predicted] : predicted;
};

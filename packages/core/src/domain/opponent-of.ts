import type { Evidence, Evidences } from '@mlops-actions/evaluation';
import { MlopsError } from './errors.ts';
import type { Opponent } from './gates/opponent.ts';
import { imageDigest } from './job-spec.ts';
import type { CandidateFacts, ChampionFacts, JudgeRequest } from './judge-request.ts';

/** Whom gates compare a candidate with. */
export function opponentOf(request: JudgeRequest, { candidate, champion }: Evidences): Opponent {
  if (request.champion === undefined) return { kind: 'none', firstModel: request.firstModel };
  if (sameModel(request.candidate, request.champion)) return { kind: 'identical' };
  if (champion !== undefined && isOfSameRows(candidate, champion)) return { kind: 'champion', evidence: champion };
  return request.storedMetrics === undefined ? { kind: 'missing' } : { kind: 'stored', metrics: request.storedMetrics };
}

/** Both models of an evaluation answer the same rows; anything else is a mistake of ours. */
function isOfSameRows(candidate: Evidence, champion: Evidence): boolean {
  if (champion.task === candidate.task && hasSameTruth(candidate, champion)) return true;
  throw new MlopsError('UNEXPECTED', { problem: 'candidate and champion were joined to different held-out rows' });
}

/** By the names of classes, which two models may list differently. */
function hasSameTruth(one: Evidence, other: Evidence): boolean {
  const label = (of: Evidence, entry: number) => {
    const truth = of.truth[entry] ?? 0;
    return of.task === 'multiclass' ? of.classes[truth] : truth;
  };
  return (
    one.truth.length === other.truth.length && one.truth.every((_, entry) => label(one, entry) === label(other, entry))
  );
}

/** The same archive in another image may answer differently, so both count. */
const sameModel = (candidate: CandidateFacts, champion: ChampionFacts): boolean =>
  candidate.digest === champion.digest &&
  imageDigest(champion.image ?? candidate.image) === imageDigest(candidate.image);

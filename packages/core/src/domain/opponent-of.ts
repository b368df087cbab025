import type { Evidence, Evidences } from '@mlops-actions/evaluation';
import { MlopsError } from './errors.ts';
import type { Opponent } from './gates/opponent.ts';
import { imageDigest } from './job-spec.ts';
import type { CandidateFacts, ChampionFacts, JudgeRequest } from './verdict.ts';

/** Whom gates compare a candidate with. */
export function opponentOf(request: JudgeRequest, { candidate, champion }: Evidences): Opponent {
  if (request.champion === undefined) return { kind: 'none', firstModel: request.firstModel };
  if (sameModel(request.candidate, request.champion)) return { kind: 'identical' };
  if (champion !== undefined && isOfSameRows(candidate, champion)) return { kind: 'champion', evidence: champion };
  return request.storedMetrics === undefined ? { kind: 'missing' } : { kind: 'stored', metrics: request.storedMetrics };
}

/** Both models of an evaluation answer the same rows; anything else is a mistake of ours. */
function isOfSameRows(candidate: Evidence, champion: Evidence): boolean {
  const sameNames = hasSameIds(candidate.ids, champion.ids);
  if (champion.task === candidate.task && champion.truth.length === candidate.truth.length && sameNames) return true;
  throw new MlopsError('UNEXPECTED', { problem: 'candidate and champion were joined to different held-out rows' });
}

/** Rows that were read as a stream have no ids any more. */
const hasSameIds = (one?: readonly string[], other?: readonly string[]): boolean =>
  one === undefined || other === undefined || one.every((id, row) => id === other[row]);

/** The same archive in another image may answer differently, so both count. */
const sameModel = (candidate: CandidateFacts, champion: ChampionFacts): boolean =>
  candidate.digest === champion.digest &&
  imageDigest(champion.image ?? candidate.image) === imageDigest(candidate.image);

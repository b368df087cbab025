import { type Evidence, type EvidenceRequest, joinEvidence } from '@mlops-actions/evaluation';
import { MlopsError } from './errors.ts';

/** Predictions joined to their labels. Evidence with holes never passes a gate: throws EVIDENCE_INVALID with all problems. */
export function readEvidence(request: EvidenceRequest): Evidence {
  const { evidence, problems } = joinEvidence(request);
  if (problems.length > 0) throw new MlopsError('EVIDENCE_INVALID', { problems });
  return evidence;
}

import { MlopsError } from './errors.ts';
import { readBinary } from './evidence/binary.ts';
import { joinById } from './evidence/join.ts';
import { readMulticlass } from './evidence/multiclass.ts';
import { readRegression } from './evidence/regression.ts';
import type { Evidence, EvidenceRequest, Joined } from './evidence/types.ts';
import type { Task } from './metrics/facts.ts';

export { canonicalLabel } from './evidence/labels.ts';
export type * from './evidence/types.ts';

const READERS = {
  binary: readBinary,
  multiclass: readMulticlass,
  regression: readRegression,
} as const satisfies Record<Task, (joined: Joined) => Evidence>;

/**
 * Joins predictions to labels by id and turns text into numbers. Anything missing, doubled, empty, not a number or not a label
 * is refused with all problems at once: evidence with holes never passes a gate. Throws EVIDENCE_INVALID.
 */
export function readEvidence(request: EvidenceRequest): Evidence {
  const joined = joinById(request);
  const evidence = READERS[request.task](joined);
  if (joined.problems.length > 0) throw new MlopsError('EVIDENCE_INVALID', { problems: joined.problems });
  return evidence;
}

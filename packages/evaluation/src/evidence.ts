import { readBinary } from './evidence/binary.ts';
import { joinById } from './evidence/join.ts';
import { readMulticlass } from './evidence/multiclass.ts';
import { readRegression } from './evidence/regression.ts';
import type { Evidence, EvidenceRequest, Joined } from './evidence/types.ts';
import type { Task } from './metrics/facts.ts';
import type { Problem } from './problem.ts';

const READERS = {
  binary: readBinary,
  multiclass: readMulticlass,
  regression: readRegression,
  ranking: readBinary,
} as const satisfies Record<Task, (joined: Joined) => Evidence>;

/**
 * Joins predictions to labels by id and turns text into numbers. Anything missing, doubled, empty, not a number or not a label
 * is a problem; all of them are returned at once. Evidence with problems must never reach a gate.
 */
export function joinEvidence(request: EvidenceRequest): {
  readonly evidence: Evidence;
  readonly problems: readonly Problem[];
} {
  const joined = joinById(request);
  const evidence = READERS[request.task](joined);
  return { evidence, problems: joined.problems };
}

import type { ByteSource } from '@mlops-actions/evaluation';
import { digestOf, sha256OfStream } from '../domain/canonical.ts';
import type { CandidateFacts, ChampionFacts } from '../domain/judge-request.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { MeasureConfig } from './evaluate-rows.ts';

/** What is asked of whom: which rules judge which model on which rows against whom. */
export interface Question {
  readonly candidate: CandidateFacts;
  readonly champion?: ChampionFacts;
  readonly heldOut: Verdict['heldOut'];
  /** sha256 hex of the labels, with whatever else stands beside them. */
  readonly labels: string;
  /** Numbers of the files that gates name, and those that are stored of a champion. */
  readonly files?: unknown;
  readonly storedMetrics?: unknown;
}

/**
 * sha256 hex of the rules: everything of mlops.yml that can change an answer, and nothing that cannot. Where a gate is written is
 * no part of it, nor is whether its answer blocks. `scorer` is the digest of what scores rows, where somebody does: of the id of a
 * question it is no part, because that has the images whose scorers answer.
 */
export function policyDigest({ task, data, validate }: MeasureConfig, scorer?: string): string {
  const { mode: _mode, gates, ...rules } = validate;
  const asked = gates.map(({ file: _file, line: _line, ...gate }) => gate);
  const { columns, positive } = data;
  return digestOf({ task, columns, positive, ...rules, gates: asked, scorer });
}

/**
 * The same question has the same id, and its answer one place. The modes that refuse nothing have ids of their own: what they
 * record lets every model pass, so it must never stand where an enforced verdict did, or was about to.
 */
export function questionId(config: MeasureConfig, question: Question): string {
  const { mode } = config.validate;
  const { candidate, champion, heldOut, labels, files, storedMetrics } = question;
  const asked = {
    model: config.model,
    policy: policyDigest(config),
    candidate: { digest: candidate.digest, job: candidate.job, image: candidate.image },
    champion,
    heldOut,
    labels,
    files,
    storedMetrics,
  };
  return digestOf(mode === 'enforce' ? asked : { ...asked, mode }).slice(0, 12);
}

/** sha256 hex of everything that some tables hold, streamed. */
export async function contentDigest(sources: readonly ByteSource[]): Promise<string> {
  const digests: string[] = [];
  for (const source of sources) digests.push((await sha256OfStream(source.stream())).digest);
  const [only] = digests;
  return digests.length === 1 && only !== undefined ? only : digestOf(digests);
}

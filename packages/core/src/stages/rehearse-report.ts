import type { Evaluation, Finding } from '@mlops-actions/evaluation';
import type { Rehearsal, Report, RuleChange } from '../domain/report.ts';
import { type Verdict, verdictBlocks } from '../domain/verdict.ts';
import { buildReport } from './build-report.ts';
import { publishReport, type VerdictFiles } from './publish-report.ts';
import { policyDigest, questionId } from './question.ts';
import type { RehearsalRequest } from './rehearse.ts';

export interface Rehearsed {
  /** As GitHub names it; `neutral` is no pass: nothing was judged. */
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly report: Report;
  readonly files: VerdictFiles;
}

interface Found {
  readonly verdict: Verdict;
  readonly rules: readonly RuleChange[];
  readonly findings: readonly Finding[];
  readonly evaluation?: Evaluation;
  readonly notEvaluated?: string;
}

/** Room for the paths of a large change; the rest is in the pull request. */
const MOST_FILES = 200;
/** A digest of nothing, for what was not read. */
const NO_DIGEST = '0'.repeat(64);

/**
 * Writes what a rehearsal is shown by. There is no `gate.json` among it and no note in the model's history: what was not merged is
 * neither registered nor remembered.
 */
export async function concludeRehearsal(request: RehearsalRequest, found: Found): Promise<Rehearsed> {
  const { head, base, baseCommit, changedFiles } = request;
  const { rules, findings, evaluation, notEvaluated } = found;
  const { config } = base ?? head;
  const verdict = readable(found.verdict);
  const gateId = questionId(config, { ...verdict, labels: verdict.heldOut.digest });
  const rehearsal: Rehearsal = {
    head: head.commit,
    base: baseCommit,
    changedFiles: changedFiles.slice(0, MOST_FILES),
    rules,
    ...(notEvaluated === undefined ? {} : { notEvaluated }),
  };
  const report = buildReport({
    verdict,
    gates: config.validate.gates,
    findings,
    rehearsal,
    provenance: { policy: policyDigest(config), heldOut: verdict.heldOut.digest, gateId, ...runOf(request) },
    ...(evaluation === undefined ? {} : { evaluation }),
  });
  const place = { model: config.model, training: { name: `rehearsal-${head.commit.slice(0, 12)}` }, gateId };
  const files = await publishReport(place, report, head.ports);
  const conclusion = conclusionOf(verdict, notEvaluated);
  head.ports.progress({ type: 'finished', step: 'gates', text: `rehearsal of ${config.model}: ${conclusion}` });
  return { conclusion, report, files };
}

/** What was not judged passes as little as it fails. */
function conclusionOf(verdict: Verdict, notEvaluated: string | undefined): Rehearsed['conclusion'] {
  if (notEvaluated !== undefined || verdict.verdict === 'off') return 'neutral';
  return verdictBlocks(verdict) ? 'failure' : 'success';
}

function readable(verdict: Verdict): Verdict {
  const { candidate, heldOut } = verdict;
  return {
    ...verdict,
    candidate: { ...candidate, digest: candidate.digest || NO_DIGEST },
    heldOut: { ...heldOut, digest: heldOut.digest || NO_DIGEST },
  };
}

function runOf({ head }: RehearsalRequest) {
  const run = head.ports.placement.tags['mlops:run'];
  return { commit: head.commit, ...(run === undefined ? {} : { run }) };
}

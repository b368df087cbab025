import type { Evaluation, Finding } from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import { defined } from '../domain/defined.ts';
import type { JudgeRequest } from '../domain/judge-request.ts';
import type { Rehearsal, Report, RuleChange } from '../domain/report.ts';
import { incompleteVerdict, type Verdict, verdictBlocks } from '../domain/verdict.ts';
import { buildReport } from './build-report.ts';
import { publishReport } from './publish-report.ts';
import { policyDigest, questionId } from './question.ts';
import { type RehearsalRequest, rulesConfig } from './rehearsal-request.ts';
import type { VerdictFiles } from './results.ts';
import { scorerDigest } from './scorer.ts';

export interface Rehearsed {
  /** As GitHub names it; `neutral` is no pass: nothing was judged. */
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly report: Report;
  readonly files: VerdictFiles;
}

/** What a report is about. */
export interface Rehearsing {
  /** The one whose rules judge. */
  readonly config: MlopsConfig;
  /** Full ids of the commits. */
  readonly head: string;
  readonly base: string;
  readonly changedFiles: readonly string[];
  readonly isNew?: true;
  /** Id of the run of the workflow. */
  readonly run?: string;
}

interface Found {
  readonly verdict: Verdict;
  readonly rules: readonly RuleChange[];
  readonly findings: readonly Finding[];
  readonly evaluation?: Evaluation;
  readonly notEvaluated?: string;
  /** Digest of what scored the rows. */
  readonly scorer?: string;
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
  const { head, baseCommit: base, changedFiles } = request;
  const config = rulesConfig(request);
  const run = head.ports.placement.tags['mlops:run'];
  const isNew = request.base === undefined && request.baseProblems === undefined ? (true as const) : undefined;
  const about = { config, head: head.commit, base, changedFiles, ...defined({ isNew, run }) };
  const { image } = found.verdict.candidate;
  const scorer = await scorerDigest(config, image, (request.base ?? head).ports);
  const report = reportOf(about, { ...found, scorer });
  const { gateId } = report.provenance;
  const place = { model: config.model, training: { name: `rehearsal-${head.commit.slice(0, 12)}` }, gateId };
  const files = await publishReport(place, report, head.ports);
  const conclusion = conclusionOf(found.verdict, found.notEvaluated);
  head.ports.progress({ type: 'finished', step: 'gates', text: `rehearsal of ${config.model}: ${conclusion}` });
  return { conclusion, report, files };
}

/** The report of a change that cannot be rehearsed, and why not. */
export const unjudgedReport = (about: Rehearsing, notEvaluated: string, rules: readonly RuleChange[]): Report =>
  reportOf(about, { verdict: incompleteOf(about.config), rules, findings: [], notEvaluated });

/** A verdict that passes nobody. */
export const incompleteOf = (config: MlopsConfig): Verdict => incompleteVerdict(withoutModel(config));

/** What the gates would be asked, had there been a model. */
export const withoutModel = ({ model, task, validate }: MlopsConfig): JudgeRequest => ({
  model,
  task,
  candidate: { digest: '', job: '', image: '' },
  heldOut: { digest: '', rows: 0 },
  gates: validate.gates,
  firstModel: validate.firstModel,
});

function reportOf({ config, head, base, changedFiles, isNew, run }: Rehearsing, found: Found): Report {
  const { rules, findings, evaluation, notEvaluated } = found;
  const verdict = readable(found.verdict);
  const { digest } = verdict.heldOut;
  const gateId = questionId(config, { ...verdict, labels: digest });
  const rehearsal: Rehearsal = {
    head,
    base,
    changedFiles: changedFiles.slice(0, MOST_FILES),
    rules,
    ...defined({ isNew, notEvaluated }),
  };
  return buildReport({
    verdict,
    gates: config.validate.gates,
    findings,
    rehearsal,
    provenance: {
      policy: policyDigest(config, found.scorer),
      heldOut: digest,
      gateId,
      commit: head,
      ...defined({ run }),
    },
    ...defined({ evaluation }),
  });
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

import type { Evaluation, Finding } from '@mlops-actions/evaluation';
import type { Report } from '../domain/report.ts';
import { type Verdict, verdictBlocks } from '../domain/verdict.ts';
import { buildReport } from './build-report.ts';
import type { MeasureConfig } from './evaluate-rows.ts';
import { judgedBefore } from './judged-before.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { publishReport } from './publish-report.ts';
import { policyDigest } from './question.ts';
import { type RecordPlace, recordName, recordText } from './records/place.ts';
import type { VerdictFiles } from './results.ts';
import { earlierVerdicts, noteVerdict } from './verdict-history.ts';

/** A verdict with everything that is shown of it. */
export interface JudgedRows {
  readonly verdict: Verdict;
  readonly blocks: boolean;
  /** Digest of what was judged by what: the same question has the same id. */
  readonly gateId: string;
  /** Local path of gate.json. */
  readonly record: string;
  readonly report: Report;
  readonly files: VerdictFiles;
}

export interface Conclusion<T> {
  readonly place: RecordPlace;
  readonly verdict: Verdict;
  /** Digest of what scored the rows; absent for predictions that were given. */
  readonly scorer?: string;
  /** Absent when nothing was scored. */
  readonly evaluation?: Evaluation;
  /** What the data checks found. */
  readonly findings: readonly Finding[];
  /** Versions of the model, which name the points of its history. */
  readonly packages: readonly ModelPackage[];
  /** Writes what stands beside gate.json before it is written: a verdict on record always has it. */
  readonly beside: (verdict: Verdict) => Promise<T>;
}

/** Puts a verdict on record: the report and its like first, gate.json last, and a note of it in the model's history. */
export async function concludeVerdict<T>(
  config: MeasureConfig,
  { place, verdict: judged, scorer, evaluation, findings, packages, beside }: Conclusion<T>,
  ports: Ports,
): Promise<JudgedRows & { readonly beside: T }> {
  const { gateId } = place;
  const verdict = evaluation === undefined ? judged : { ...judged, judgedBefore: await countBefore(judged, ports) };
  const report = buildReport({
    verdict,
    gates: config.validate.gates,
    findings,
    history: await earlierVerdicts(config.model, { gateId, heldOut: verdict.heldOut.digest, packages }, ports),
    provenance: { ...provenance(verdict, gateId, ports), policy: policyDigest(config, scorer) },
    ...(evaluation === undefined ? {} : { evaluation }),
  });
  const files = await publishReport(place, report, ports);
  const written = await beside(verdict);
  const record = await ports.objects.publish(recordName(place, 'gate.json'), recordText(verdict));
  if (evaluation !== undefined) await note(config.model, report, ports);
  ports.progress({ type: 'finished', step: 'gates', text: `verdict ${verdict.verdict}, gate ${gateId}` });
  return { verdict, blocks: verdictBlocks(verdict), gateId, record, report, files, beside: written };
}

const countBefore = ({ model, candidate, heldOut }: Verdict, ports: Ports): Promise<number> =>
  judgedBefore({ model, digest: candidate.digest, heldOut: heldOut.digest }, ports);

function provenance({ heldOut }: Verdict, gateId: string, { placement }: Ports) {
  const { 'mlops:commit': commit, 'mlops:run': run } = placement.tags;
  return {
    heldOut: heldOut.digest,
    gateId,
    ...(commit === undefined ? {} : { commit }),
    ...(run === undefined ? {} : { run }),
  };
}

/**
 * The first gate's metric stands for the model in its history, as it was measured on all rows: a gate may look at slices, at fewer
 * rows, or at a number of a file.
 */
async function note(model: string, { verdict, provenance }: Report, ports: Ports): Promise<void> {
  const [first] = verdict.gates;
  if (first === undefined) return;
  const measured = verdict.metrics.find(({ metric }) => metric === first.metric);
  const entry = {
    schema: 'history-v1' as const,
    at: new Date(ports.clock.now()).toISOString(),
    gateId: provenance.gateId,
    verdict: verdict.verdict,
    metric: first.metric,
    value: measured === undefined ? first.value : measured.candidate.value,
    heldOut: provenance.heldOut,
  };
  await noteVerdict(model, entry, ports);
}

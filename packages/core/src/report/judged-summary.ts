import { imageDigest } from '../domain/job-spec.ts';
import type { TrainedModel } from '../stages/results.ts';
import type { Judged } from '../stages/validate-model.ts';
import { digestCode, facts } from './facts.ts';
import { code, folded } from './markdown.ts';
import { summaryOf } from './text/report-summary.ts';

/** A verdict as Markdown for the reviewer: the word first, what decided it, the comparison, then what it is about. */
export const judgedSummary = (training: TrainedModel, judged: Judged): string =>
  summaryOf(judged.report, { end: about(training, judged) });

function about(training: TrainedModel, { verdict, gateId, scoringJobs, record, lineage }: Judged): string {
  const champion: readonly (readonly [string, string])[] =
    verdict.champion === undefined ? [] : [['Champion', digestCode(verdict.champion.digest)]];
  const body = facts([
    ['Gate id', code(gateId)],
    ['Training job', code(training.name)],
    ['Model', digestCode(training.modelDigest)],
    ['Image', code(imageDigest(training.image))],
    ...champion,
    ['Held-out rows', digestCode(verdict.heldOut.digest)],
    ['Scoring jobs', scoringJobs.map(code).join(', ')],
    ['Verdict', code(record)],
    ['Lineage', code(lineage)],
  ]);
  return folded('Model and records', body);
}

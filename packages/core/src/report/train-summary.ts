import { imageDigest } from '../domain/job-spec.ts';
import type { TrainResult } from '../stages/results.ts';
import { digestCode, facts } from './facts.ts';
import { madeAndReused } from './made-and-reused.ts';
import { code, escapeMarkdown, folded, table } from './markdown.ts';
import { summaryOf } from './text/report-summary.ts';
import { trainVerdict } from './train-verdict.ts';

/** The train stage as Markdown for the reviewer: the verdict, what decided it, the comparison, what was made and from what. */
export function trainSummary(result: TrainResult): string {
  const { mark, sentence } = trainVerdict(result, code);
  return summaryOf(result.report, {
    heading: `## ${mark} ${sentence}`,
    work: { name: 'what was made', text: work(result) },
    end: lineage(result),
  });
}

function work(result: TrainResult): string {
  const rows = madeAndReused(result).map(({ what, made, name, detail }) => [
    what,
    made ? 'made now' : 'unchanged',
    code(name),
    escapeMarkdown(detail),
  ]);
  return `### What was made\n\n${table(['', '', 'Name', ''], rows)}`;
}

function lineage({ data, image, training, verdict, records, destination }: TrainResult): string {
  const channels = [...data.channels, data.heldOut].map(({ name, path, digest, rows }): readonly [string, string] => [
    `Data ${escapeMarkdown(name)}`,
    `${code(path)} ${rows === undefined ? '' : `${rows} rows, `}${digestCode(digest)}`,
  ]);
  const champion: readonly (readonly [string, string])[] =
    verdict.champion === undefined ? [] : [['Champion', digestCode(verdict.champion.digest)]];
  const body = facts([
    ['Destination', code(destination)],
    ...channels,
    ['Image', code(imageDigest(image.reference))],
    ['Specification of the job', digestCode(training.spec)],
    ['Model', digestCode(training.modelDigest)],
    ...champion,
    ['Verdict', code(records.gate)],
    ['Lineage', code(records.lineage)],
  ]);
  return folded('Lineage and records', body);
}

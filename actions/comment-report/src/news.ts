import { artifactUrl, runUrl } from '@mlops-actions/action-kit';
import { type CommentRequest, reportComment, reportSeverity } from '@mlops-actions/core';
import type { PullRequestReport, Received } from './reports.ts';

/** GitHub takes 65,536 characters; the marker and the last line need some. */
const MOST_BYTES = 64_500;

/** The run that judged, and the ids of what it kept by their names; unknown ones are not linked to. */
export interface JudgingRun {
  readonly repository: string;
  readonly id: string;
  readonly artifacts: ReadonlyMap<string, number>;
}

/** All reports as one text, the worst first, each whole or not at all; undefined without a report. */
export function newsOf(
  received: readonly Received<PullRequestReport>[],
  run: JudgingRun | undefined,
): CommentRequest['news'] {
  const [first, ...others] = received.toSorted((a, b) => reportSeverity(b.report) - reportSeverity(a.report));
  if (first === undefined) return undefined;
  const comment = ({ report, artifact }: Received<PullRequestReport>) =>
    reportComment(report, { links: linksTo(artifact, run) });
  const parts = [comment(first)];
  for (const other of others) {
    const part = comment(other);
    if (bytes([...parts, part].join('\n---\n\n')) > MOST_BYTES - 200) break;
    parts.push(part);
  }
  const left = received.length - parts.length;
  const more =
    left === 0 ? [] : [`${left} more ${left === 1 ? 'model is' : 'models are'} in the summary of the run.\n`];
  return {
    body: [...parts, ...more].join('\n---\n\n'),
    base: first.report.rehearsal.base,
    models: received.map(({ report }) => report.verdict.model),
  };
}

/** The name only chooses among what the API lists, and never becomes a part of an address. */
function linksTo(artifact: string, run: JudgingRun | undefined) {
  if (run === undefined) return {};
  const { repository, id, artifacts } = run;
  const kept = artifacts.get(artifact);
  const page = runUrl(repository, id);
  return kept === undefined ? { run: page } : { run: page, report: artifactUrl(repository, id, kept) };
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

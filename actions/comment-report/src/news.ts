import { runUrl } from '@mlops-actions/action-kit';
import { type CommentRequest, reportComment, reportSeverity } from '@mlops-actions/core';
import type { PullRequestReport } from './reports.ts';

/** GitHub takes 65,536 characters; the marker and the last line need some. */
const MOST_BYTES = 65_000;

/** All reports as one text, the worst first, each whole or not at all; undefined without a report. */
export function newsOf(
  reports: readonly PullRequestReport[],
  repository: string,
  runId: string | undefined,
): CommentRequest['news'] {
  const [first, ...others] = reports.toSorted((a, b) => reportSeverity(b) - reportSeverity(a));
  if (first === undefined) return undefined;
  const links = runId === undefined ? {} : { run: runUrl(repository, runId) };
  const parts = [reportComment(first, { links })];
  for (const report of others) {
    const part = reportComment(report, { links });
    if (bytes([...parts, part].join('\n---\n\n')) > MOST_BYTES - 200) break;
    parts.push(part);
  }
  const left = reports.length - parts.length;
  const more =
    left === 0 ? [] : [`${left} more ${left === 1 ? 'model is' : 'models are'} in the summary of the run.\n`];
  return { body: [...parts, ...more].join('\n---\n\n'), base: first.rehearsal.base };
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

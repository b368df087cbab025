import type { BoundedFiles, Bounds } from '@mlops-actions/action-kit';
import { isMlopsError, type Report, readReport } from '@mlops-actions/core';

/** A pull request changes a few models; each has one report. */
export const BOUNDS: Bounds = { name: 'report.json', mostFiles: 20, mostBytes: 2_000_000 };

/** A report of a pull request, of which it is known what was compared with what. */
export type PullRequestReport = Report & Required<Pick<Report, 'rehearsal'>>;

export interface ReadReports {
  readonly reports: readonly PullRequestReport[];
  /** Why others are not shown. */
  readonly refused: readonly string[];
}

/** The reports that are ours and about this very commit. */
export function readReports({ texts, refused }: BoundedFiles, head: string): ReadReports {
  const read = texts.map((text) => readOne(text, head));
  return {
    reports: read.flatMap((one) => (typeof one === 'string' ? [] : [one])),
    refused: [...refused, ...read.flatMap((one) => (typeof one === 'string' ? [one] : []))].map(
      (reason) => `A report is not shown. ${reason}`,
    ),
  };
}

function readOne(text: string, head: string): PullRequestReport | string {
  try {
    const report = readReport(text);
    const { rehearsal } = report;
    if (rehearsal === undefined) return 'It is about no pull request.';
    return rehearsal.head === head ? { ...report, rehearsal } : 'It is about another commit than the run was for.';
  } catch (error) {
    if (isMlopsError(error, 'REPORT_INVALID')) return error.message;
    throw error;
  }
}

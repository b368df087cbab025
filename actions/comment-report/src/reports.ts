import type { BoundedFiles, Bounds } from '@mlops-actions/action-kit';
import { isMlopsError, type Report, readReport } from '@mlops-actions/core';

/** A pull request changes a few models; each has one report. */
export const BOUNDS: Bounds = { name: 'report.json', mostFiles: 20, mostBytes: 2_000_000 };

/** A report of a pull request, of which it is known what was compared with what. */
export type PullRequestReport = Report & Required<Pick<Report, 'rehearsal'>>;

/** A report and the name of the artifact that it came in, which a stranger may have chosen. */
export interface Received<R extends Report> {
  readonly report: R;
  readonly artifact: string;
}

export interface ReadReports<R extends Report = PullRequestReport> {
  readonly reports: readonly Received<R>[];
  /** Why others are not shown. */
  readonly refused: readonly string[];
}

/** The reports that are ours and about this very commit. */
export const readReports = (found: BoundedFiles, head: string): ReadReports =>
  readAll(found, (report) => {
    const { rehearsal } = report;
    if (rehearsal === undefined) return 'It is about no pull request.';
    return rehearsal.head === head ? { ...report, rehearsal } : 'It is about another commit than the run was for.';
  });

/** The reports that are ours and about a training. */
export const readTrainings = (found: BoundedFiles): ReadReports<Report> =>
  readAll(found, (report) => (report.rehearsal === undefined ? report : 'It is about a pull request.'));

function readAll<R extends Report>(
  { files, refused }: BoundedFiles,
  accepted: (report: Report) => R | string,
): ReadReports<R> {
  const read = files.map(({ folder, text }) => ({ artifact: folder, report: readOne(text, accepted) }));
  return {
    reports: read.flatMap(({ artifact, report }) => (typeof report === 'string' ? [] : [{ artifact, report }])),
    refused: [...refused, ...read.flatMap(({ report }) => (typeof report === 'string' ? [report] : []))].map(
      (reason) => `A report is not shown. ${reason}`,
    ),
  };
}

function readOne<R extends Report>(text: string, accepted: (report: Report) => R | string): R | string {
  try {
    return accepted(readReport(text));
  } catch (error) {
    if (isMlopsError(error, 'REPORT_INVALID')) return error.message;
    throw error;
  }
}

import { type Artifact, gitHubArtifacts } from '@mlops-actions/action-kit';
import { systemClock } from '@mlops-actions/adapters';
import { tryGitHub } from '@mlops-actions/core';
import type { Asked } from './asked.ts';
import { BOUNDS } from './reports.ts';

/**
 * Of all reports of a run together, as they are stored; one is some 100 kB. Unpacked while they are read, from the first byte to the
 * last, they are at most 1,032 times as large (the limit of DEFLATE): 10.3 GB, for which a hosted runner has 14 GB of disk.
 */
const MOST_BYTES = 10_000_000;

/** What validate-pr.yml and train.yml call their reports. */
const REPORT = /^mlops-report-/;

/** The reports that a run has kept; none when they cannot be listed, which is a warning. */
export async function reportsOf(runId: string, { access, context }: Asked): Promise<readonly Artifact[]> {
  const list = () => gitHubArtifacts(runId, access);
  const found = await tryGitHub('The artifacts of the run are not known', list, { ...context, clock: systemClock });
  return (found ?? []).filter(({ name }) => REPORT.test(name));
}

/** Why the reports are not to be downloaded; undefined when they may be. */
export function refusalOf(reports: readonly Artifact[]): string | undefined {
  const bytes = reports.reduce((sum, report) => sum + report.bytes, 0);
  if (reports.length === 0) return 'The run has kept no report.';
  if (reports.length > BOUNDS.mostFiles)
    return `There are ${reports.length} reports; at most ${BOUNDS.mostFiles} are read.`;
  return bytes > MOST_BYTES ? `The reports have ${bytes} bytes; at most ${MOST_BYTES} are downloaded.` : undefined;
}

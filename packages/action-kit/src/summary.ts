import { summary } from '@actions/core';

/** The runner drops a summary of more than 1 MiB whole; this leaves room for what other code of the step adds. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

const CUT = '\n\n*The summary was too long and ends here; the records hold everything.*\n';

/** Adds to the job summary. Outside of a runner there is none, and nothing is written. */
export async function writeSummary(markdown: string): Promise<void> {
  if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return;
  await summary.addRaw(boundSummary(markdown), true).write();
}

/** The longest beginning in whole lines that fits, with open folds and fences closed and the cut said. */
export function boundSummary(markdown: string): string {
  if (Buffer.byteLength(markdown) <= MAX_SUMMARY_BYTES) return markdown;
  const bytes = Buffer.from(markdown).subarray(0, MAX_SUMMARY_BYTES - 1024);
  const kept = bytes.toString('utf8', 0, bytes.lastIndexOf('\n') + 1);
  const openFence = count(kept, /^```/gm) % 2 === 1 ? '```\n' : '';
  const openFolds = count(kept, /<details>/g) - count(kept, /<\/details>/g);
  return `${kept}${openFence}${'</details>\n'.repeat(Math.max(0, openFolds))}${CUT}`;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

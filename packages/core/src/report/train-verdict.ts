import { count } from '../domain/gates/numbers.ts';
import { championName, sentencesOf, type Verdict } from '../domain/verdict.ts';
import type { TrainResult } from '../stages/results.ts';

/** The outcome of a training in one sentence; `name` renders names, as code or as they are. */
export function trainVerdict(
  result: TrainResult,
  name: (text: string) => string,
): { readonly mark: string; readonly sentence: string } {
  const { outcome, model, package: pkg, verdict } = result;
  const candidate = pkg === undefined ? `the candidate of ${name(model)}` : `${name(model)} version ${pkg.version}`;
  const against = verdict.champion === undefined ? '' : ` against ${championName(verdict.champion)}`;
  switch (outcome) {
    case 'registered':
      return {
        mark: verdict.verdict === 'warn' ? '⚠️' : '✅',
        sentence: `Registered ${candidate}: ${gateCount(verdict)}${against}`,
      };
    case 'unchanged':
      return { mark: '✅', sentence: `Unchanged: this very model is ${candidate} already` };
    case 'rejected':
      return { mark: '❌', sentence: `Refused ${candidate}: ${gateCount(verdict)}${against}` };
  }
}

/** Everything a reviewer has to know before the table: what decided, then what was not asked at all. */
export const remarks = (verdict: Verdict): readonly string[] =>
  sentencesOf(verdict, ['fail', 'inconclusive', 'warn', 'skipped']);

/** How much stands behind the figures, and where the two models disagree on the very same rows. */
export function measuredOn({ heldOut, disagreement }: Verdict): string {
  const rows = `Measured on ${count(heldOut.rows)} held-out rows that training never saw.`;
  if (disagreement === undefined) return rows;
  return `${rows} Against the champion, ${count(disagreement.fixed)} answers became right and ${count(disagreement.broken)} became wrong.`;
}

/** How many of the gates that were asked hold, as the end of a sentence. */
export function gateCount({ gates, verdict }: Verdict): string {
  if (verdict === 'identical') return 'it is the champion itself';
  const asked = gates.filter(({ outcome }) => outcome !== 'skipped');
  const held = asked.filter(({ outcome }) => outcome === 'pass').length;
  return `${held} of ${asked.length} gates ${held === 1 ? 'holds' : 'hold'}`;
}

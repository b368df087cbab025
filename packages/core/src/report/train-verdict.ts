import type { TrainResult } from '../stages/results.ts';
import { gateCount } from './view/gate-count.ts';
import { headline } from './view/headline.ts';

/** The outcome of a training in one sentence; `name` renders names, as code or as they are. */
export function trainVerdict(
  result: TrainResult,
  name: (text: string) => string,
): { readonly mark: string; readonly sentence: string } {
  const { outcome, model, package: pkg, verdict } = result;
  const candidate = pkg === undefined ? `the candidate of ${name(model)}` : `${name(model)} version ${pkg.version}`;
  switch (outcome) {
    case 'registered':
      return registered(result, candidate);
    case 'unchanged':
      return { mark: '✅', sentence: `Unchanged: this very model is ${candidate} already` };
    case 'rejected':
      return { mark: '❌', sentence: `Refused ${candidate}: ${gateCount(verdict)}` };
  }
}

/** Registered by a mode that lets everything pass is not the same as registered by the gates. */
function registered({ verdict, report }: TrainResult, candidate: string) {
  const { mark, word, reason } = headline(report);
  if ((verdict.mode ?? 'enforce') === 'enforce')
    return {
      mark: verdict.verdict === 'warn' ? '⚠️' : '✅',
      sentence: `Registered ${candidate}: ${gateCount(verdict)}`,
    };
  return { mark, sentence: `Registered ${candidate} – ${word}: ${reason}` };
}

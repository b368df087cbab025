import type { TrainResult } from '../stages/results.ts';
import { gateCount } from './view/gate-count.ts';

/** The outcome of a training in one sentence; `name` renders names, as code or as they are. */
export function trainVerdict(
  result: TrainResult,
  name: (text: string) => string,
): { readonly mark: string; readonly sentence: string } {
  const { outcome, model, package: pkg, verdict } = result;
  const candidate = pkg === undefined ? `the candidate of ${name(model)}` : `${name(model)} version ${pkg.version}`;
  switch (outcome) {
    case 'registered':
      return {
        mark: verdict.verdict === 'warn' ? '⚠️' : '✅',
        sentence: `Registered ${candidate}: ${gateCount(verdict)}`,
      };
    case 'unchanged':
      return { mark: '✅', sentence: `Unchanged: this very model is ${candidate} already` };
    case 'rejected':
      return { mark: '❌', sentence: `Refused ${candidate}: ${gateCount(verdict)}` };
  }
}

import type { Report } from '../../domain/report.ts';
import { type Verdict, verdictBlocks } from '../../domain/verdict.ts';
import { gateCount } from './gate-count.ts';

/** What a reader needs to know at a glance; each has a colour, a shape and a mark of its own. */
export type State = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'neutral';

export const MARKS: Readonly<Record<State, string>> = {
  pass: '✅',
  warn: '⚠️',
  fail: '❌',
  inconclusive: '❓',
  neutral: '⚪',
};

export interface Headline {
  readonly state: State;
  readonly mark: string;
  /** e.g. `Refused`, `Dry run: would have been refused`. */
  readonly word: string;
  /** What the word is about and why, to be read after it and `the candidate of …`; starts in lower case. */
  readonly reason: string;
}

/** The verdict of a report in a word and half a sentence. A neutral one never looks like a pass. */
export function headline(report: Pick<Report, 'verdict' | 'rehearsal'>): Headline {
  const { state, word, reason } = told(report);
  return { state, mark: MARKS[state], word, reason };
}

type Told = Omit<Headline, 'mark'>;

function told({ verdict, rehearsal }: Pick<Report, 'verdict' | 'rehearsal'>): Told {
  const unjudged = rehearsal?.notEvaluated;
  if (unjudged !== undefined) return { state: 'neutral', word: 'Not evaluated', reason: unjudged };
  if (verdict.verdict === 'off' || verdict.mode === 'off')
    return { state: 'neutral', word: 'Not judged', reason: 'validation is off (mode: off), so any model would pass' };
  if (verdict.verdict === 'incomplete')
    return { state: 'fail', word: 'Refused', reason: 'the judging did not come to its end' };
  return { state: stateOf(verdict), word: wordOf(verdict), reason: gateCount(verdict) };
}

/** Whether the word itself refuses; the mode may let the model through all the same. */
export const refuses = (verdict: Verdict): boolean => verdictBlocks({ ...verdict, mode: 'enforce' });

/** The headline as one sentence without a full stop; `name` renders the name of the model, `text` why it is so. */
export function titleOf(
  report: Pick<Report, 'verdict' | 'rehearsal'>,
  name: (text: string) => string,
  text: (text: string) => string,
): string {
  const { word, reason } = headline(report);
  const what = `the ${report.rehearsal === undefined ? 'candidate' : 'change'} of ${name(report.verdict.model)}`;
  return `${word}${VERBS.includes(word) ? ' ' : ' – '}${what}: ${text(reason)}`;
}

/** Words that take the candidate as their object. */
const VERBS = ['Passed', 'Refused'];

function stateOf(verdict: Verdict): State {
  if (refuses(verdict) && verdict.mode === 'dry-run') return 'warn';
  if (!refuses(verdict)) return verdict.verdict === 'warn' ? 'warn' : 'pass';
  return verdict.verdict === 'inconclusive' ? 'inconclusive' : 'fail';
}

function wordOf(verdict: Verdict): string {
  if (refuses(verdict)) return refusal(verdict);
  if (verdict.mode === 'dry-run') return 'Dry run: would have passed';
  return 'Passed';
}

const refusal = ({ mode }: Verdict): string => (mode === 'dry-run' ? 'Dry run: would have been refused' : 'Refused');

import { isInputPlace } from '../config/given.ts';
import type { GateOutcome, GateResult } from '../domain/gates/gate.ts';
import type { Verdict } from '../domain/verdict.ts';
import { plain } from './plain.ts';
import { troubled } from './view/deciding.ts';

/** A note that GitHub shows beside a line of a file; texts without markup. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file?: string;
  readonly line?: number;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows the first ten of a kind per step: these, one that counts the rest, and the refusal, which comes last. */
const MOST = 8;

const TITLES: Readonly<Partial<Record<GateOutcome, string>>> = {
  fail: 'failed',
  inconclusive: 'cannot be decided',
  warn: 'warns',
};

/** One note per gate in trouble, on its line of mlops.yml, the most serious first; the ninth says how many more there are. */
export function gateAnnotations(verdict: Pick<Verdict, 'gates' | 'mode'>): readonly Annotation[] {
  return withRest(troubled(verdict).map((gate) => annotationOf(gate, verdict.mode === 'dry-run')));
}

/** The first eight and how many more there are. */
export function withRest(all: readonly Annotation[]): readonly Annotation[] {
  if (all.length <= MOST) return all;
  const rest = all.slice(MOST);
  const level = rest.some((one) => one.level === 'error') ? 'error' : 'warning';
  const title = `${rest.length} more`;
  return [
    ...all.slice(0, MOST),
    {
      level,
      title,
      message: `${rest.length} more: ${rest
        .map((one) => one.title)
        .join(', ')
        .slice(0, 500)}`,
    },
  ];
}

function annotationOf({ id, outcome, sentence, file, line }: GateResult, dryRun: boolean): Annotation {
  const blocks = outcome === 'fail' || outcome === 'inconclusive';
  return {
    level: blocks && !dryRun ? 'error' : 'warning',
    ...placeOf(file, line),
    title: plain(`Gate ${id} ${TITLES[outcome] ?? outcome}${dryRun && blocks ? ' (dry run)' : ''}`, 120),
    message: plain(sentence, 1000),
  };
}

/** A gate that was given as an input stands in no file of the repository. */
function placeOf(file: string | undefined, line: number | undefined): Pick<Annotation, 'file' | 'line'> {
  if (file === undefined || isInputPlace(file)) return {};
  return line === undefined ? { file } : { file, line };
}

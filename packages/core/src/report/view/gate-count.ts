import type { GateOutcome } from '../../domain/gates/gate.ts';
import { championName } from '../../domain/judge-request.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** How many of the gates that were asked hold, against whom, and what the others say, as the end of a sentence. */
export function gateCount({ gates, verdict, champion }: Verdict): string {
  if (verdict === 'identical') return 'it is the champion itself';
  const asked = gates.filter(({ outcome }) => outcome !== 'skipped');
  // Training that has seen the held-out rows is refused before any gate; the findings say which rows.
  if (asked.length === 0) return verdict === 'fail' ? 'its data refuses it, so no gate was asked' : 'no gate was asked';
  const number = (outcome: GateOutcome) => asked.filter((gate) => gate.outcome === outcome).length;
  const held = number('pass');
  const against = champion === undefined ? '' : ` against ${championName(champion)}`;
  const others = [
    some(number('fail'), 'fails', 'fail'),
    some(number('inconclusive'), 'cannot be decided', 'cannot be decided'),
    some(number('warn'), 'warns', 'warn'),
  ].filter((part) => part !== '');
  const tail = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `${held} of ${asked.length} gates ${held === 1 ? 'holds' : 'hold'}${against}${tail}`;
}

const some = (number: number, one: string, many: string): string =>
  number === 0 ? '' : `${number} ${number === 1 ? one : many}`;

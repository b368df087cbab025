import type { ChampionGate } from './gate.ts';
import type { Finding } from './gate-result.ts';
import type { Comparable, Opponent } from './opponent.ts';

/** The finding of a gate against a champion when there is nobody to compare with. */
export function withoutComparison(gate: ChampionGate, opponent: Exclude<Opponent, Comparable>): Finding {
  const compared = `"${gate.metric}"`;
  switch (opponent.kind) {
    case 'identical':
      return {
        outcome: 'skipped',
        code: 'IDENTICAL_MODEL',
        text: `The candidate is the champion itself, so gate "${gate.id}" has nothing to compare ${compared} with`,
      };
    case 'missing':
      return {
        outcome: 'fail',
        code: 'CHAMPION_EVIDENCE_MISSING',
        text: `The champion was not scored on the held-out rows, so gate "${gate.id}" cannot compare ${compared}`,
      };
    case 'none':
      return opponent.firstModel === 'pass'
        ? {
            outcome: 'skipped',
            code: 'FIRST_MODEL',
            text: `There is no champion to compare ${compared} with; gate "${gate.id}" is skipped for the first model`,
          }
        : {
            outcome: 'fail',
            code: 'NO_CHAMPION',
            text: `There is no champion to compare ${compared} with; gate "${gate.id}" is failed, as validate.first-model asks`,
          };
  }
}

import type { Rehearsal, Report } from '../../domain/report.ts';
import { atMost } from './budget.ts';
import { nameCode, sentence } from './verdict-parts.ts';

const FILES_IN_LINE = 3;
const MOST_RULES = 20;
const RULES_BUDGET = 8_000;

/** One line: what a pull request changes of the model, between which commits, and whether it touches the rules. */
export function changeLine({ rehearsal }: Pick<Report, 'rehearsal'>): string {
  if (rehearsal === undefined) return '';
  const { head, base, rules } = rehearsal;
  const touched = rules.length === 0 ? '' : ` · ${rulesTouched(rehearsal)}`;
  return `**Changed:** ${filesOf(rehearsal)} · \`${head.slice(0, 7)}\` against its base \`${base.slice(0, 7)}\`${touched}`;
}

function filesOf({ changedFiles }: Rehearsal): string {
  if (changedFiles.length === 0) return 'nothing of the model itself';
  const shown = changedFiles.slice(0, FILES_IN_LINE).map(nameCode).join(', ');
  const left = changedFiles.length - FILES_IN_LINE;
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function rulesTouched({ rules, isNew, notEvaluated }: Rehearsal): string {
  if (isNew === true) return 'the model is new, so its own rules were used';
  const loosened = rules.some(({ loosens }) => loosens === true);
  const what = loosened ? '⚠️ **makes the judging easier**' : 'changes the judging';
  return notEvaluated === undefined ? `${what}; the rules of the base were used` : what;
}

/** Every change to the rules, those that make it easier to pass marked. Empty when there is none, and of a new model. */
export function ruleList({ rehearsal }: Pick<Report, 'rehearsal'>): string {
  if (rehearsal === undefined || rehearsal.rules.length === 0 || rehearsal.isNew === true) return '';
  const lines = rehearsal.rules
    .toSorted((a, b) => Number(b.loosens ?? false) - Number(a.loosens ?? false))
    .map(
      ({ text, file, loosens }) =>
        `- ${loosens === true ? '⚠️ easier to pass: ' : ''}${sentence(text)} (${nameCode(file)})`,
    );
  const list = atMost(lines, MOST_RULES, RULES_BUDGET, (left) => `- and ${left} more`);
  const used = rehearsal.notEvaluated === undefined ? 'The rules of the base were used; after' : 'After';
  return `This changes how models are judged. ${used} the merge it would be:\n\n${list}`;
}

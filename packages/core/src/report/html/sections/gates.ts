import type { GateResult } from '../../../domain/gates/gate.ts';
import type { Report } from '../../../domain/report.ts';
import { bySeverity, ruleText } from '../../view/deciding.ts';
import { dataTable, folded } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { outcomeMark } from '../icon.ts';

const COLUMNS = [{ name: 'Gate' }, { name: 'Rule' }, { name: 'Outcome' }, { name: 'Finding', prose: true }] as const;

/** Every gate that was asked, and those that were not. */
export function gatesSection({ verdict }: Report): Html {
  if (verdict.gates.length === 0) return NOTHING;
  return html`<section id="gates"><h2>All gates</h2>${folded(`Every gate with its finding: ${verdict.gates.length}`, dataTable(COLUMNS, bySeverity(verdict.gates).map(rowOf)))}</section>`;
}

const rowOf = (gate: GateResult) => [
  html`<code>${gate.id}</code>`,
  `${gate.metric} ${ruleText(gate)}`,
  outcomeMark(gate.outcome),
  gate.sentence,
];

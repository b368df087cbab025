import type { Finding, FindingSeverity } from '@mlops-actions/evaluation';
import { count } from '../../../domain/gates/numbers.ts';
import type { Report } from '../../../domain/report.ts';
import { findingsBySeverity, placeOf } from '../../view/findings.ts';
import type { State } from '../../view/headline.ts';
import { dataTable } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { icon } from '../icon.ts';

const MOST = 100;

const SEVERITIES: Readonly<Record<FindingSeverity, readonly [State, string]>> = {
  error: ['fail', 'invalid'],
  drift: ['warn', 'drifted'],
  warning: ['neutral', 'told'],
};

const COLUMNS = [
  { name: 'Where' },
  { name: 'Severity' },
  { name: 'Finding', prose: true },
  { name: 'Rows', numeric: true },
] as const;

/** What the data checks found, the most serious first. */
export function findingsSection({ findings }: Report): Html {
  if (findings.length === 0) return NOTHING;
  const shown = findingsBySeverity(findings).slice(0, MOST);
  const more =
    findings.length > MOST
      ? html`<p class="note">${count(findings.length - MOST)} more findings are in report.json.</p>`
      : NOTHING;
  return html`<section id="data"><h2>Data</h2>${dataTable(COLUMNS, shown.map(rowOf))}${more}</section>`;
}

function rowOf(finding: Finding) {
  const [state, word] = SEVERITIES[finding.severity];
  const samples =
    finding.samples.length === 0
      ? NOTHING
      : html`<span class="range">e.g. ${finding.samples.slice(0, 5).join(', ')}</span>`;
  return [
    placeOf(finding),
    html`<span class="mark ${state}">${icon(state)}<span>${word}</span></span>`,
    html`${finding.message}<span class="range"><code>${finding.code}</code></span>${samples}`,
    `${count(finding.count)} of ${count(finding.of)}`,
  ];
}

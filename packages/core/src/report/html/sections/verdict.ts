import { count } from '../../../domain/gates/numbers.ts';
import { championName } from '../../../domain/judge-request.ts';
import type { Report } from '../../../domain/report.ts';
import { caveats } from '../../view/evidence.ts';
import { type Headline, headline } from '../../view/headline.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { icon } from '../icon.ts';

/** The top of the page: what was decided, why, and on how much. */
export function verdictHeader(report: Report): Html {
  const { verdict } = report;
  const top = headline(report);
  const notes = caveats(verdict, report.judgedBefore).map((sentence) => html`<p class="note">${sentence}</p>`);
  return html`<header class="${top.state}"><p class="kicker">Model validation · ${verdict.model}</p><h1>${icon(top.state)}<span>${top.word}</span></h1><p class="lede">${sentenceOf(report, top)}</p>${factList(factsOf(report))}${notes}</header>`;
}

/** The same sentence as in the summary and the comment, without the word that stands above it. */
function sentenceOf({ verdict, rehearsal }: Report, { reason }: Headline): Html {
  const what = rehearsal === undefined ? 'The candidate of ' : 'The change of ';
  return html`${what}<strong>${verdict.model}</strong>: ${reason}.`;
}

function factsOf({ verdict, provenance, rehearsal }: Report): readonly (readonly [string, Html | string])[] {
  const { heldOut, champion, task } = verdict;
  const facts: (readonly [string, Html | string])[] = [
    ['Held-out rows', count(heldOut.rows)],
    ['Compared with', champion === undefined ? 'no champion yet' : championName(champion)],
    ['Task', task],
    ['Held-out data', html`<code>${heldOut.digest.slice(0, 12)}</code>`],
    ['Verdict id', html`<code>${provenance.gateId}</code>`],
  ];
  if (rehearsal !== undefined) facts.push(['Commit', html`<code>${rehearsal.head.slice(0, 7)}</code>`]);
  return facts;
}

/** Names and values, side by side. */
export function factList(facts: readonly (readonly [string, Html | string])[]): Html {
  if (facts.length === 0) return NOTHING;
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

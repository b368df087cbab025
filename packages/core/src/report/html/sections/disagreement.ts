import { count } from '../../../domain/gates/numbers.ts';
import type { Report } from '../../../domain/report.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { dataTable, folded } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { factList } from './verdict.ts';

const MOST_CLASSES = 12;

/** Where exactly one of the models is right, and which classes the candidate confuses. */
export function disagreementSection({ verdict, samples }: Report): Html {
  const { disagreement, confusion } = verdict;
  if (disagreement === undefined && confusion === undefined) return NOTHING;
  return html`<section id="answers"><h2>Answers</h2>${differing(verdict)}${samplesOf(samples)}${confusionOf(confusion)}</section>`;
}

function differing({ disagreement, heldOut, championRows = heldOut.rows }: Verdict): Html {
  if (disagreement === undefined) return NOTHING;
  const { fixed, broken } = disagreement;
  return factList([
    ['Became right', count(fixed)],
    ['Became wrong', count(broken)],
    ['Right or wrong as before', count(Math.max(0, championRows - fixed - broken))],
  ]);
}

function samplesOf(samples: Report['samples']): Html {
  if (samples === undefined) return NOTHING;
  const list = (title: string, ids: readonly string[]) =>
    ids.length === 0
      ? NOTHING
      : html`<p>${title}: ${ids.map((id, index) => html`${index === 0 ? '' : ', '}<code>${id}</code>`)}</p>`;
  const lists = [list('Became wrong', samples.broken), list('Became right', samples.fixed)];
  return lists.every(({ markup }) => markup === '') ? NOTHING : folded('Examples by row id', lists);
}

function confusionOf(confusion: Verdict['confusion']): Html {
  if (confusion === undefined) return NOTHING;
  const { classes, candidate } = confusion;
  if (classes.length > MOST_CLASSES)
    return html`<p class="note">The table of ${classes.length} classes is in the record of the verdict.</p>`;
  const columns = [{ name: 'Label' }, ...classes.map((name) => ({ name: `as ${name}`, numeric: true as const }))];
  const rows = classes.map((name, index) => [name, ...(candidate[index] ?? []).map((cell) => count(cell))]);
  return html`<h3>What the candidate takes for what</h3><div class="small">${dataTable(columns, rows)}</div>`;
}

import type { Rehearsal, Report } from '../../../domain/report.ts';
import { rehearsed } from '../../view/rehearsed.ts';
import { folded } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { icon } from '../icon.ts';

/** Of a rehearsal: which commits, which files, and what of the rules the change would alter. */
export function changeSection(report: Report): Html {
  const { rehearsal } = report;
  if (rehearsal === undefined) return NOTHING;
  const { changedFiles } = rehearsal;
  const files =
    changedFiles.length === 0
      ? NOTHING
      : folded(
          `Changed files: ${changedFiles.length}`,
          html`<ul>${changedFiles.slice(0, 200).map((file) => html`<li><code>${file}</code></li>`)}</ul>`,
        );
  return html`<section id="change"><h2>What is proposed</h2><p>${whatWasDone(rehearsal, rehearsed(report))} the binding verdict follows after the merge.</p>${rulesOf(rehearsal)}${files}</section>`;
}

function whatWasDone({ head, base }: Rehearsal, trained: ReturnType<typeof rehearsed>): Html {
  const [commit, before] = [head, base].map((id) => html`<code>${id.slice(0, 12)}</code>`);
  switch (trained) {
    case 'both':
      return html`Commit ${commit} was trained and judged beside its base ${before}, with the same budget on the same rows. This is a rehearsal:`;
    case 'new':
      return html`Commit ${commit} was trained and judged by its own rules: the model is new, its base ${before} does not have it. This is a rehearsal:`;
    case 'none':
      return html`Commit ${commit} was not compared with its base ${before}: nothing was trained;`;
  }
}

function rulesOf({ rules, isNew, notEvaluated }: Rehearsal): Html {
  if (rules.length === 0 || isNew === true) return NOTHING;
  const items = rules.map(({ text, file, loosens }) => {
    const state = loosens === true ? 'warn' : 'neutral';
    const note = loosens === true ? 'makes it easier to pass' : 'changes the rules';
    return html`<li><span class="mark ${state}">${icon(state)}<span>${note}</span></span> ${text} <code>${file}</code></li>`;
  });
  return html`<h3>Changes to the judging rules</h3><p>${notEvaluated === undefined ? 'The rules of the base were used; these' : 'These'} would hold after the merge.</p><ul>${items}</ul>`;
}

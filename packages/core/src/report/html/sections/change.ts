import type { Report } from '../../../domain/report.ts';
import { folded } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { icon } from '../icon.ts';

/** Of a rehearsal: which commits, which files, and what of the rules the change would alter. */
export function changeSection({ rehearsal }: Report): Html {
  if (rehearsal === undefined) return NOTHING;
  const { head, base, changedFiles, rules } = rehearsal;
  const files =
    changedFiles.length === 0
      ? NOTHING
      : folded(
          `Changed files: ${changedFiles.length}`,
          html`<ul>${changedFiles.slice(0, 200).map((file) => html`<li><code>${file}</code></li>`)}</ul>`,
        );
  return html`<section id="change"><h2>What is proposed</h2><p>Commit <code>${head.slice(0, 12)}</code> was trained and judged beside its base <code>${base.slice(0, 12)}</code>, with the same budget on the same rows. This is a rehearsal: the binding verdict follows after the merge.</p>${rulesOf(rules)}${files}</section>`;
}

function rulesOf(rules: NonNullable<Report['rehearsal']>['rules']): Html {
  if (rules.length === 0) return NOTHING;
  const items = rules.map(({ text, file, loosens }) => {
    const state = loosens === true ? 'warn' : 'neutral';
    const note = loosens === true ? 'makes it easier to pass' : 'changes the rules';
    return html`<li><span class="mark ${state}">${icon(state)}<span>${note}</span></span> ${text} <code>${file}</code></li>`;
  });
  return html`<h3>Changes to the judging rules</h3><p>The rules of the base were used; these would hold after the merge.</p><ul>${items}</ul>`;
}

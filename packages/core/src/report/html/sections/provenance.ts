import type { Report } from '../../../domain/report.ts';
import { type Html, html } from '../html.ts';

/** What the verdict is about, by digest, and where it came from. */
export function provenanceFooter({ verdict, provenance }: Report): Html {
  const { candidate, champion } = verdict;
  const { policy, heldOut, gateId, commit, run } = provenance;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Candidate', `sha256:${candidate.digest}`],
    ['Champion', champion === undefined ? undefined : `sha256:${champion.digest}`],
    ['Held-out rows', `sha256:${heldOut}`],
    ['Rules', `sha256:${policy}`],
    ['Verdict id', gateId],
    ['Training job', candidate.job || undefined],
    ['Image', candidate.image || undefined],
    ['Commit', commit],
    ['Run', run],
  ];
  const known = facts.filter(([, value]) => value !== undefined);
  return html`<footer id="provenance"><h2>Provenance</h2><dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd class="id">${value}</dd>`)}</dl></footer>`;
}

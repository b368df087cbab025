import type { Quarantined } from '../stages/quarantine.ts';
import type { ReleaseResult } from '../stages/release.ts';
import { digestCode, digestText } from './facts.ts';
import { code, escapeMarkdown, table } from './markdown.ts';

/** Which models may be deployed to an endpoint again, as Markdown. */
export function releaseSummary({ endpoint, released }: ReleaseResult): string {
  if (released.length === 0) return `## ✅ Unchanged: no such model is in quarantine for endpoint ${code(endpoint)}\n`;
  const rows = released.map(({ model, packageVersion, modelDigest, reason }) => [
    `${code(model)} version ${packageVersion}`,
    digestCode(modelDigest),
    escapeMarkdown(reason, 200),
  ]);
  const header = ['Model', 'Digest', 'It was in quarantine because'];
  return `## ✅ Released ${counted(released)} for endpoint ${code(endpoint)}\n\n${table(header, rows)}\n\nNothing was deployed.\n`;
}

/** The same for a terminal. */
export function terminalRelease({ endpoint, released }: ReleaseResult): string {
  if (released.length === 0) return `✅ Unchanged: no such model is in quarantine for endpoint ${endpoint}`;
  const lines = released.map(
    ({ model, packageVersion, modelDigest }) => `${model} version ${packageVersion}, ${digestText(modelDigest)}`,
  );
  return `✅ Released ${counted(released)} for endpoint ${endpoint}\n${lines.join('\n')}`;
}

const counted = ({ length }: readonly Quarantined[]): string => (length === 1 ? '1 model' : `${length} models`);

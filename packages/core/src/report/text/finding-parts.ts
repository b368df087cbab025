import type { Finding, FindingSeverity } from '@mlops-actions/evaluation';
import { count } from '../../domain/gates/numbers.ts';
import { code, table } from '../markdown.ts';
import { findingsBySeverity, placeOf } from '../view/findings.ts';
import { nameCode, sentence } from './verdict-parts.ts';

const MARKS: Readonly<Record<FindingSeverity, string>> = { error: '❌', drift: '⚠️', warning: 'ℹ️' };
const SAMPLES = 5;

/** What the data checks found, the most serious first, at most `most` rows. Empty when they found nothing. */
export function findingTable(findings: readonly Finding[], most: number): string {
  if (findings.length === 0) return '';
  const rows = findingsBySeverity(findings)
    .slice(0, most)
    .map((finding) => [
      MARKS[finding.severity],
      nameCode(placeOf(finding)),
      `${sentence(finding.message)}${samplesOf(finding)}`,
      `${count(finding.count)} of ${count(finding.of)}`,
      code(finding.code),
    ]);
  const left = findings.length - rows.length;
  const more = left > 0 ? `\n\n${count(left)} more findings are in the report.` : '';
  return `${table(['', 'where', 'finding', 'rows', 'code'], rows, [3])}${more}`;
}

function samplesOf({ samples }: Finding): string {
  if (samples.length === 0) return '';
  return ` e.g. ${samples.slice(0, SAMPLES).map(nameCode).join(', ')}`;
}

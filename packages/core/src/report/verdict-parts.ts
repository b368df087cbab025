import type { Verdict } from '../domain/verdict.ts';
import { code, escapeMarkdown, table } from './markdown.ts';
import { METRIC_HEADER, metricRows } from './metric-rows.ts';
import { measuredOn, remarks } from './train-verdict.ts';

/** A sentence of a gate names metrics, figures and places; it is ours, but the names in it are not. */
const LONGEST_SENTENCE = 400;

/** What decided, and what was not asked, as a list. Empty when every gate simply holds. */
export const decidingList = (verdict: Verdict): string =>
  remarks(verdict)
    .map((sentence) => `- ${escapeMarkdown(sentence, LONGEST_SENTENCE)}`)
    .join('\n');

/** Both models, metric by metric. Empty when nothing was measured. */
export function comparison(verdict: Verdict): string {
  const rows = metricRows(verdict).map((row) => [
    code(row.metric),
    row.candidate,
    row.champion,
    row.delta,
    escapeMarkdown(row.rule, 200),
    row.mark,
  ]);
  if (rows.length === 0) return '';
  return `${table(METRIC_HEADER, rows, [1, 2, 3])}\n\n${escapeMarkdown(measuredOn(verdict), LONGEST_SENTENCE)}`;
}

import type { Report } from '../../domain/report.ts';
import { escapeMarkdown, folded } from '../markdown.ts';
import { rehearsed } from '../view/rehearsed.ts';
import { fit, type Section } from './budget.ts';
import { changeLine, ruleList } from './change-parts.ts';
import { findingTable } from './finding-parts.ts';
import { historyLine } from './history-parts.ts';
import { sliceTable } from './slice-parts.ts';
import { comparison, decidingLine, decidingList, nameCode, verdictHeading } from './verdict-parts.ts';

/** GitHub's limit is 65,536 characters; whether it counts bytes or units, this fits, with room for a marker around it. */
const BUDGET = 64_000;
const MOST_SLICES = 10;
const MOST_FINDINGS = 10;

/** Where more is to be read; from the run that posts, never from the report. */
export interface CommentLinks {
  readonly run?: string;
  /** The HTML report. */
  readonly report?: string;
  /** The step that posts may know more places. */
  readonly more?: readonly { readonly text: string; readonly url: string }[];
}

/**
 * A report as the comment of a pull request, at most 65,536 bytes. Its first lines are the verdict, what changed, and the metric
 * that decides. Links that are no `https://` addresses are left out.
 */
export function reportComment(report: Report, { links }: { readonly links: CommentLinks }): string {
  const lead = [changeLine(report), decidingLine(report)].filter((line) => line !== '').join('\\\n');
  const first = [verdictHeading(report, '###'), lead].filter((line) => line !== '').join('\n');
  const top = [first, decidingList(report.verdict)].filter((part) => part !== '');
  return `${fit(top.join('\n\n'), sectionsOf(report), footer(report, links), BUDGET)}\n`;
}

const sectionsOf = (report: Report): readonly Section[] => [
  { name: 'changes to the rules', text: ruleList(report) },
  { name: 'metrics', text: comparison(report.verdict, report.judgedBefore) },
  { name: 'slices', text: closed('Worst slices', sliceTable(report, MOST_SLICES)) },
  { name: 'data', text: closed('Data', findingTable(report.findings, MOST_FINDINGS)) },
  { name: 'history', text: historyLine(report) },
];

const closed = (title: string, body: string): string => (body === '' ? '' : folded(title, body));

const REHEARSED = {
  both: 'A rehearsal: both commits trained with the same budget',
  new: 'A rehearsal of a new model',
  none: 'Nothing was trained',
} as const;

function footer(about: Report, { run, report, more = [] }: CommentLinks): string {
  const { provenance, rehearsal } = about;
  const how =
    rehearsal === undefined ? '' : `${REHEARSED[rehearsed(about)]}; the binding verdict follows after the merge.`;
  const places = [{ text: 'full report', url: report }, { text: 'run', url: run }, ...more].flatMap(linkTo);
  const digests = `rules \`${provenance.policy.slice(0, 12)}\` · held-out rows \`${provenance.heldOut.slice(0, 12)}\` · verdict ${nameCode(provenance.gateId)}`;
  return `<sub>${[how, ...places, digests].filter((part) => part !== '').join(' · ')}</sub>`;
}

function linkTo({ text, url }: { readonly text: string; readonly url: string | undefined }): readonly string[] {
  if (url === undefined || !/^https:\/\/[^\s()<>[\]\\`"]+$/u.test(url)) return [];
  return [`[${escapeMarkdown(text)}](${url})`];
}

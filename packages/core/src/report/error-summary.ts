import { escapeMarkdown } from './markdown.ts';
import type { RenderedError } from './render-error.ts';

/** Long enough for nine mistakes of a configuration; the log has everything. */
const LONGEST_LINE = 500;

/** The job summary of a step that threw: what happened, what to do, where to read on. */
export function errorSummary({ title, message, hint, docs }: RenderedError): string {
  const [first = '', ...rest] = message.split('\n').map((line) => escapeMarkdown(line, LONGEST_LINE));
  const details = rest.filter((line) => line !== '').map((line) => `- ${line}`);
  const link = docs.startsWith('https://') ? `[${title}](${docs})` : `\`${docs}\``;
  return [`### ❌ ${first}`, details.join('\n'), hint, `What it means and how to go on: ${link}`]
    .filter((part) => part !== '')
    .join('\n\n');
}

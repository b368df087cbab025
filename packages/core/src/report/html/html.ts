import { plain } from '../plain.ts';

/** Longer texts of users are no names any more and spoil a page. */
const LONGEST = 600;

/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string;
}

export type Part = string | number | Html | undefined | readonly Part[];

/**
 * A template whose markup is ours and whose parts are not: every text is escaped, markup made by the same template and lists of
 * either are kept. Nothing that a user wrote can become an element or an attribute.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((page, string, index) => `${page}${rendered(parts[index - 1])}${string}`) };
}

export const NOTHING: Html = { markup: '' };

/** Our own text as it is: style sheets, and paths made of numbers. Never a text of a report. */
export const raw = (markup: string): Html => ({ markup });

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => padded(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Cleaned, with the blanks at its ends, which separate it from what stands beside. */
function padded(text: string): string {
  const [start] = /^\s?/.exec(text) ?? [''];
  const [end] = /\s?$/.exec(text) ?? [''];
  const inner = plain(text, LONGEST);
  return inner === '' ? start : `${start}${inner}${end}`;
}

import { plain } from './plain.ts';

/** GitHub shows cells and sentences best when nothing in them runs away. */
const LONGEST_TEXT = 80;

/** Longer than any address; what is longer is no name of anything. */
const LONGEST_CODE = 2_048;

/** Where a line begins a heading, a list, a rule or an underline: the place before its sign. */
const BLOCK_START = /^(?=#{1,6}(?: |$)|[+-](?: |$)|-{3,}$|=+$)|(?<=^\d{1,9})(?=[.)](?: |$))/gu;

/** Zero-width: breaks what GitHub would turn into a mention, a reference or a link, and is not seen. */
const BREAK = '\u200B';

/**
 * Text that somebody else wrote (a column, a slice, an answer), safe anywhere in Markdown: one line, at most `longest`
 * characters, and no table cell, code, HTML, mention, issue reference, formula, emoji or link can come out of it.
 */
export function escapeMarkdown(text: string, longest: number = LONGEST_TEXT): string {
  return plain(text, longest)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(BLOCK_START, '\\')
    .replace(/@(?=\w)/g, `@${BREAK}`)
    .replace(/(#|\bGH-)(?=\d)/gi, `$1${BREAK}`)
    .replace(/:(?=(?:[a-z+-][\w+-]*|100|1234|8ball):)/gi, `:${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\bwww\./gi, `www${BREAK}.`)
    .replace(/\$/g, '&#36;');
}

/** A name or digest as code, whatever it holds: more backticks around than inside, and no table cell broken. */
export function code(text: string): string {
  const line = plain(text, LONGEST_CODE).replace(/\|/g, '\\|') || ' ';
  const longest = longestRun(line);
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A table; cells are Markdown already. The first column is text, the others may be aligned as numbers. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const rule = header.map((_, column) => (numeric.includes(column) ? '---:' : '---'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A folded part; `body` is Markdown. */
export const folded = (title: string, body: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;

/** Text in lines as a code block that nothing in the text can end. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** GitHub shows cells and sentences best when nothing in them runs away. */
const LONGEST_TEXT = 80;

/** Zero-width: breaks what GitHub would turn into a mention, a reference or a link, and is not seen. */
const BREAK = '\u200B';

/**
 * Text that somebody else wrote (a column, a slice, an answer), safe anywhere in Markdown: one line, at most `longest`
 * characters, and no table cell, code, HTML, mention, issue reference or link can come out of it.
 */
export function escapeMarkdown(text: string, longest: number = LONGEST_TEXT): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const cut = line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
  return cut
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/@(?=\w)/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\bwww\./gi, `www${BREAK}.`);
}

/** A name or digest as code, whatever it holds: more backticks around than inside, and no table cell broken. */
export function code(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replace(/\|/g, '\\|');
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

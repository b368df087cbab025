/** The text with `content` on lines of its own between two markers. Throws when one of them is not there. */
export function between(text: string, [start, end]: readonly [string, string], content: string): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The text has no ${start} … ${end}.`);
  const after = text.slice(text.lastIndexOf('\n', to) + 1);
  return `${text.slice(0, from + start.length)}\n${content}\n${after}`;
}

export const htmlMarkers = (name: string): readonly [string, string] => [
  `<!-- ${name}:start -->`,
  `<!-- ${name}:end -->`,
];

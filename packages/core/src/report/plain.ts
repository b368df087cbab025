/** Characters that steer a terminal or reorder what a reader sees: controls, bidirectional marks and what has no width. */
const UNSEEN = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/**
 * Text that somebody else wrote, as one line without characters that are not seen, at most `longest` UTF-16 units long. It
 * never ends inside a surrogate pair.
 */
export function plain(text: string, longest: number): string {
  const line = text.toWellFormed().replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();
  if (line.length <= longest) return line;
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

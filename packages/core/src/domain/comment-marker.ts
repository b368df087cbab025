/** What a comment of ours says of itself in its first line, which readers do not see. */
export interface CommentMarker {
  /** Tells our comments on one pull request apart. */
  readonly key: string;
  /** The commit that it is about. */
  readonly head: string;
}

const MARKER = /^<!-- mlops-actions comment key="([\w./-]*)" head="([0-9a-f]*)" -->\n/;

/** `key` and `head` have been checked: no letter of them ends the marker. */
export const withMarker = ({ key, head }: CommentMarker, body: string): string =>
  `<!-- mlops-actions comment key="${key}" head="${head}" -->\n${body}`;

/** The marker at the very start of a comment, where nothing that a report holds can come to stand. */
export function markerOf(body: string): CommentMarker | undefined {
  const [, key, head] = MARKER.exec(body.replaceAll('\r\n', '\n')) ?? [];
  return key === undefined || head === undefined ? undefined : { key, head };
}

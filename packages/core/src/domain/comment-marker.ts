import { sha256 } from './canonical.ts';

/** What a comment of ours says of itself in its first line, which readers do not see. */
export interface CommentMarker {
  /** Tells our comments on one pull request apart. */
  readonly key: string;
  /** The commit that it is about. */
  readonly head: string;
  /** The commit that was compared with. */
  readonly base?: string;
  /** The models that it is about, each as its `modelMark`. */
  readonly models?: readonly string[];
}

const MARKER =
  /^<!-- mlops-actions comment key="([\w./-]*)" head="([0-9a-f]*)"(?: base="([0-9a-f]*)" models="([0-9a-f ]*)")? -->\n/;

/** `key` and both commits have been checked: no letter of them ends the marker. */
export function withMarker({ key, head, base, models = [] }: CommentMarker, body: string): string {
  const about = base === undefined ? '' : ` base="${base}" models="${models.join(' ')}"`;
  return `<!-- mlops-actions comment key="${key}" head="${head}"${about} -->\n${body}`;
}

/** The marker at the very start of a comment, where nothing that a report holds can come to stand. */
export function markerOf(body: string): CommentMarker | undefined {
  const [, key, head, base, models] = MARKER.exec(body.replaceAll('\r\n', '\n')) ?? [];
  if (key === undefined || head === undefined) return undefined;
  return base === undefined || models === undefined ? { key, head } : { key, head, base, models: models.split(' ') };
}

/** A name of a model, whatever it holds, as a few letters of a marker. */
export const modelMark = (model: string): string => sha256(model).slice(0, 12);

import type { Problem } from '@mlops-actions/evaluation';

export type { Problem } from '@mlops-actions/evaluation';

/** Who has to act: the user's files, a remote service, a gate that said no, or our own defect. */
export type ErrorKind = 'user' | 'remote' | 'gate' | 'bug';

/** One error of the catalogue. */
export interface Entry<D> {
  readonly kind: ErrorKind;
  /** One full sentence naming the thing and the value. */
  readonly text: (details: D) => string;
  /** The next thing to do. */
  readonly hint: string;
}

export const entry = <D>(kind: ErrorKind, text: (details: D) => string, hint: string): Entry<D> => ({
  kind,
  text,
  hint,
});

const place = (p: Problem) =>
  `${p.file}${p.line === undefined ? '' : `:${p.line}${p.column === undefined ? '' : `:${p.column}`}`}`;

/** Every mistake on a line of its own, with its place. */
export const listOf = (problems: readonly Problem[]) =>
  problems.map((p) => `\n  ${place(p)} ${p.path}: ${p.message}`).join('');

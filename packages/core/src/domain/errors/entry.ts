/** Who has to act: the user's files, a remote service, a gate that said no, or our own defect. */
export type ErrorKind = 'user' | 'remote' | 'gate' | 'bug';

/** One mistake in a file the user wrote. `line` and `column` count from 1. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Where in the document, e.g. `train.max-runtime`. */
  readonly path: string;
  /** A full sentence: the value that was found, what is expected instead. */
  readonly message: string;
}

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

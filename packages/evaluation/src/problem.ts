/** One mistake in a file the user wrote. `line` and `column` count from 1. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Where in the document, e.g. `train.max-runtime`, or the column of a table. */
  readonly path: string;
  /** A full sentence: the value that was found, what is expected instead. */
  readonly message: string;
}

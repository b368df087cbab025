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

interface Entry<D> {
  readonly kind: ErrorKind;
  /** One full sentence naming the thing and the value. */
  readonly text: (details: D) => string;
  /** The next thing to do. */
  readonly hint: string;
}

const entry = <D>(kind: ErrorKind, text: (details: D) => string, hint: string): Entry<D> => ({ kind, text, hint });

const place = (p: Problem) =>
  `${p.file}${p.line === undefined ? '' : `:${p.line}${p.column === undefined ? '' : `:${p.column}`}`}`;

const list = (problems: readonly Problem[]) => problems.map((p) => `\n  ${place(p)} ${p.path}: ${p.message}`).join('');

/** Every error the product can raise. `docs/troubleshooting/<CODE>.md` exists for each key. */
export const catalogue = {
  CONFIG_INVALID: entry(
    'user',
    (d: { readonly problems: readonly Problem[] }) =>
      `${d.problems.length} ${d.problems.length === 1 ? 'mistake' : 'mistakes'} in the configuration:${list(d.problems)}`,
    'Correct every line named above; `mlops config` prints the merged result with the origin of each value.',
  ),
  CONFIG_NOT_FOUND: entry(
    'user',
    (d: { readonly file: string }) => `There is no configuration file at ${d.file}.`,
    'Write an mlops.yml there, or name another file with --config (CLI) or the input "config" (action).',
  ),
} as const satisfies Record<string, Entry<never>>;

export type ErrorCode = keyof typeof catalogue;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof catalogue)[C]['text']>[0];

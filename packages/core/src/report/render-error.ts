import type { ErrorCode, ErrorKind } from '../domain/error-catalogue.ts';
import { isMlopsError, MlopsError } from '../domain/errors.ts';

/** An error as people read it, the same in an annotation, a summary, a terminal and `--json`. */
export interface RenderedError {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** The code, made for a heading. */
  readonly title: string;
  readonly message: string;
  readonly hint: string;
  /** Page of the code: a link below `docsBase`, else a path of the repository. */
  readonly docs: string;
}

/** Anything thrown, as an error of ours: a stranger becomes UNEXPECTED with the original as its cause. */
export function toMlopsError(error: unknown): MlopsError {
  return isMlopsError(error) ? error : new MlopsError('UNEXPECTED', { problem: describe(error) }, { cause: error });
}

/** `docsBase` is the address of the repository at the running version, e.g. `https://github.com/acme/mlops-actions/blob/v1`. */
export function renderError(error: unknown, docsBase?: string): RenderedError {
  const { code, kind, message, hint } = toMlopsError(error);
  const page = `docs/troubleshooting/${code}.md`;
  return { code, kind, title: code, message, hint, docs: docsBase === undefined ? page : `${docsBase}/${page}` };
}

/** One line per cause below an error, nearest first; a chain that bites its tail ends there. */
export function causeChain(error: unknown): readonly string[] {
  const seen = new Set<unknown>([error]);
  const lines: string[] = [];
  for (let cause = causeOf(error); cause !== undefined && !seen.has(cause); cause = causeOf(cause)) {
    seen.add(cause);
    lines.push(describe(cause));
  }
  return lines;
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

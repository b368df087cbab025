import { error as annotate, endGroup, isDebug, startGroup } from '@actions/core';
import {
  causeChain,
  isMlopsError,
  type MlopsError,
  type Problem,
  type RenderedError,
  renderError,
  toMlopsError,
} from '@mlops-actions/core';
import type { LogFence } from './log-fence.ts';

/** The runner shows ten error annotations of a step: nine places and the error itself. */
const MOST_PLACES = 9;
/** The service cuts an annotation at 4,096 characters. */
const LONGEST_ANNOTATION = 4000;

/**
 * Reports a failure once: an annotation per named place in the user's files, one for the error with hint and page, the causes
 * folded below it, and a stack only where it helps (a defect of ours, or debug logging).
 */
export function reportFailure(thrown: unknown, fence: LogFence, docsBase?: string): void {
  const error = toMlopsError(thrown);
  const rendered = renderError(error, docsBase);
  const places = problemsOf(error).slice(0, MOST_PLACES);
  for (const { file, line, column, path, message } of places) {
    annotate(`${path}: ${message}`, {
      title: error.code,
      file,
      ...(line === undefined ? {} : { startLine: line }),
      ...(column === undefined ? {} : { startColumn: column }),
    });
  }
  annotate(annotationOf(rendered, problemsOf(error).length - places.length), { title: rendered.title });
  printFolded('Caused by', causeChain(error), fence);
  if (error.kind === 'bug' || isDebug()) printFolded('Stack', [stackOf(error)], fence);
}

/** Mistakes at a place that the service can show; an object of a bucket is none. */
function problemsOf(error: MlopsError): readonly Problem[] {
  if (isMlopsError(error, 'CONFIG_INVALID')) return error.details.problems;
  if (isMlopsError(error, 'DATA_INVALID')) return error.details.problems.filter(({ file }) => !file.includes('://'));
  return [];
}

function annotationOf({ message, hint, docs }: RenderedError, more: number): string {
  const rest = more > 0 ? `\n…and ${more} more.` : '';
  const foot = `${rest}\n${hint}\n${docs}`;
  const space = LONGEST_ANNOTATION - foot.length;
  return `${message.length <= space ? message : `${message.slice(0, space - 2)} …`}${foot}`;
}

function printFolded(title: string, lines: readonly string[], fence: LogFence): void {
  if (lines.length === 0) return;
  startGroup(title);
  for (const line of lines) fence.print(line);
  fence.close();
  endGroup();
}

/** The stack of what really went wrong, which for a stranger is the error that ours wraps. */
const stackOf = (error: MlopsError): string =>
  (error.cause instanceof Error ? error.cause.stack : error.stack) ?? error.message;

import { listenForCancellation, type Progress, renderError } from '@mlops-actions/core';
import { printableError } from './terminal/print-error.ts';
import { createProgressView } from './terminal/progress.ts';

/** What a command gives: a document for `--json`, the same facts for people, and the exit code. */
export interface CommandResult {
  readonly document: unknown;
  readonly text: string;
  readonly exitCode: number;
}

export interface CommandContext {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Runs a command as the process it is. With `json`, stdout gets exactly one document (the result or the error) and progress
 * goes to stderr. Exit code: the command's own, 1 for an error, 130 and 143 after a signal.
 */
export async function runCommand(
  json: boolean,
  command: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> {
  const cancellation = listenForCancellation('command', process);
  const view = createProgressView(json ? process.stderr : process.stdout);
  const exitCode = await command({ progress: view.progress, signal: cancellation.signal }).then(
    ({ document, text, exitCode }) => {
      view.close();
      process.stdout.write(json ? toJson(document) : `${text.trimEnd()}\n`);
      return exitCode;
    },
    (error: unknown) => {
      view.close();
      if (json) process.stdout.write(toJson({ error: renderError(error) }));
      else process.stderr.write(printableError(error));
      return 1;
    },
  );
  process.exitCode = cancellation.exitCode() ?? exitCode;
}

const toJson = (document: unknown): string => `${JSON.stringify(document, undefined, 2)}\n`;

import { error, notice, warning } from '@actions/core';
import type { Annotation } from '@mlops-actions/core';

/** The service cuts an annotation at 4,096 characters. */
const LONGEST_MESSAGE = 4000;

const COMMANDS = { error, warning, notice } as const;

/** Writes remarks on lines of the workspace's files. */
export function annotate(annotations: readonly Annotation[]): void {
  for (const { level, file, line, title, message } of annotations)
    COMMANDS[level](message.slice(0, LONGEST_MESSAGE), {
      title,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    });
}

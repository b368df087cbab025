import { causeChain, renderError, toMlopsError } from '@mlops-actions/core';
import { printable } from './printable.ts';

/** An error as lines for a terminal: what, what next, where to read on, and why. The stack only for a defect of ours. */
export function printableError(thrown: unknown): string {
  const { title, message, hint, docs, kind } = renderError(thrown);
  const causes = causeChain(toMlopsError(thrown)).map((cause) => `  caused by ${cause}`);
  const stack = kind === 'bug' && thrown instanceof Error && thrown.stack !== undefined ? [thrown.stack] : [];
  const lines = [`${title}: ${message}`, ...causes, '', hint, `See ${docs}`, ...stack, ''].join('\n').split('\n');
  return lines.map(printable).join('\n');
}

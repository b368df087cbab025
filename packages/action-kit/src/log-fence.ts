import { randomUUID } from 'node:crypto';

/** A runner cuts nothing, but a line of megabytes makes the log unreadable and slow to open. */
const LONGEST_LINE = 4096;

export interface LogFence {
  /** Prints text that others wrote: nothing in it can act as a workflow command. */
  print(text: string): void;
  /** Ends the fence, so that commands of ours work again. Harmless when none is open. */
  close(): void;
}

/**
 * Fences foreign text (training logs, messages of services) with the runner's own `stop-commands`, under a token that nobody
 * can guess: a line such as `::add-path::/evil` stays a line.
 */
export function createLogFence(write: (line: string) => void): LogFence {
  let token: string | undefined;
  return {
    print(text) {
      if (token === undefined) {
        token = randomUUID();
        write(`::stop-commands::${token}`);
      }
      for (const line of text.split(/\r\n|\r|\n/)) write(cutLine(line));
    },
    close() {
      if (token !== undefined) write(`::${token}::`);
      token = undefined;
    },
  };
}

/** A long line with a visible mark of what is missing. */
function cutLine(line: string): string {
  const missing = line.length - LONGEST_LINE;
  return missing <= 0 ? line : `${line.slice(0, LONGEST_LINE)}… [${missing} more characters cut]`;
}

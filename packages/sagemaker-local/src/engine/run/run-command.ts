import { basename } from 'node:path';
import type { Containers } from './containers.ts';
import { buildEnvironment } from './environment.ts';

/** Runs a tool of the engine itself (python, pip, uv) to its end. */
export type RunCommand = (command: readonly string[], options?: CommandOptions) => Promise<string>;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How much of a failed tool's output goes into the error; FailureReason holds 1024 characters in all. */
const errorTailCharacters = 600;

/** A runner whose tools die with the server like jobs do. It resolves to the output and rejects with its last lines. */
export function commandRunner(containers: Containers): RunCommand {
  return async (command, options = {}) => {
    const lines: string[] = [];
    const container = containers.start({
      command,
      cwd: options.cwd ?? process.cwd(),
      env: buildEnvironment(options.env),
      onLine: (line) => lines.push(line),
    });
    const { code, startError } = await container.exited;
    const output = lines.join('\n');
    if (code === 0) return output;
    throw new Error(
      `${nameOf(command)} ended with exit code ${code}: ${startError ?? output.slice(-errorTailCharacters)}`,
    );
  };
}

/** `uv pip install`, `python3 -m venv`: the paths behind would fill the message. */
function nameOf([program = '', ...rest]: readonly string[]): string {
  return [basename(program), ...rest.slice(0, 2)].join(' ');
}

import { posix } from 'node:path';
import { gitHistory } from '@mlops-actions/adapters';
import { type Changes, findChanged, terminalChanged, USUAL_CONFIGS } from '@mlops-actions/core';
import type { CommandResult } from '../command.ts';
import { gitRoot } from '../home.ts';

export interface ChangedOptions {
  readonly base: string;
  readonly head: string;
  readonly configs?: readonly string[];
}

/** `mlops changed`: the models that differ between a commit and its base, and why. Trains nothing. */
export async function changed({ base, head, configs: asked = USUAL_CONFIGS }: ChangedOptions): Promise<CommandResult> {
  const root = gitRoot(process.cwd()) ?? process.cwd();
  const configs = asked.map((glob) => posix.normalize(glob));
  const changes: Changes = await findChanged({ base, head, configs }, gitHistory(root));
  return { document: changes, text: terminalChanged(changes, base), exitCode: 0 };
}

import { join } from 'node:path';
import { defaultCache, localServer } from '@mlops-actions/adapters';
import { alignColumns } from '@mlops-actions/core';
import type { CommandResult } from '../command.ts';
import { findHome } from '../home.ts';

/** What `mlops local` can do to the local SageMaker of this repository. */
export type LocalVerb = 'up' | 'status' | 'down' | 'reset';

/** `mlops local up|status|down|reset`: what the server's own program says. */
export async function local(verb: LocalVerb, options: { readonly home?: string }): Promise<CommandResult> {
  const document = await serverOf(options.home).run(verb);
  return { document, text: describe(document), exitCode: 0 };
}

/** The local SageMaker of a state folder, found from a folder of the repository unless named. */
export function serverOf(home: string | undefined, from = process.cwd()) {
  const state = findHome(from, home, process.env);
  return localServer(import.meta.url, join(state, 'sagemaker'), defaultCache());
}

/** One `name  value` line per fact. Keys open the server to whoever has them, so only `--json` gives them. */
function describe(document: unknown): string {
  if (document === null || typeof document !== 'object') return String(document);
  const facts = Object.entries(document).filter(([name]) => !/secret|accessKey/i.test(name));
  return alignColumns(
    facts.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

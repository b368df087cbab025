import { join } from 'node:path';
import { defaultCache, localServer } from '@mlops-actions/adapters';
import type { CommandResult } from '../command.ts';
import { findHome } from '../home.ts';

/** What `mlops local` can do to the local SageMaker of this repository. */
export type LocalVerb = 'up' | 'status' | 'down' | 'reset';

/** `mlops local up|status|down|reset`: what the server's own program says. */
export async function local(verb: LocalVerb, options: { readonly home?: string }): Promise<CommandResult> {
  const document = await serverOf(options.home).run(verb);
  return { document, text: describe(document), exitCode: 0 };
}

/** The local SageMaker of a state folder, found from the working directory unless named. */
export function serverOf(home: string | undefined) {
  const state = findHome(process.cwd(), home, process.env);
  return localServer(import.meta.url, join(state, 'sagemaker'), defaultCache());
}

/** One `name  value` line per fact, secrets left out. */
function describe(document: unknown): string {
  if (document === null || typeof document !== 'object') return String(document);
  const facts = Object.entries(document).filter(([name]) => !/secret/i.test(name));
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  return facts
    .map(([name, value]) => `${name.padEnd(width)}  ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n');
}

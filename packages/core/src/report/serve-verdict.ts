import type { ServeResult } from '../stages/results.ts';

/** The outcome of a deploy in one sentence; `name` renders names, as code or as they are. */
export function serveVerdict(
  result: ServeResult,
  name: (text: string) => string,
): { readonly mark: string; readonly sentence: string } {
  const { outcome, endpoint, generation, supersededBy } = result;
  const model = `${name(result.package.group)} version ${result.package.version}`;
  switch (outcome) {
    case 'deployed':
      return { mark: '✅', sentence: `Endpoint ${name(endpoint)} serves ${model} (generation ${generation})` };
    case 'unchanged':
      return {
        mark: '✅',
        sentence: `Unchanged: endpoint ${name(endpoint)} already serves ${model} (generation ${generation})`,
      };
    case 'rolled-back':
      return {
        mark: '↩️',
        sentence: `Rolled back: endpoint ${name(endpoint)} serves ${model} again (generation ${generation})`,
      };
    case 'superseded':
      return {
        mark: '⏭️',
        sentence: `Superseded: ${model} was overtaken by ${supersededBy ?? 'a newer deploy'} on endpoint ${name(endpoint)}`,
      };
  }
}

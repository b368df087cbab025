import { type Entry, entry } from './entry.ts';

/** Jobs and the server that runs them locally. */
export const jobErrors = {
  NAME_TAKEN: entry(
    'remote',
    (d: { readonly kind: string; readonly name: string; readonly found: string; readonly wanted: string }) =>
      `A ${d.kind} named "${d.name}" exists with another specification (${d.found}, wanted ${d.wanted}).`,
    'Another tool made it, or it was changed by hand. Delete it or choose another model name.',
  ),
  JOB_FAILED: entry(
    'remote',
    (d: {
      readonly kind: string;
      readonly name: string;
      readonly status: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The ${d.kind} job "${d.name}" ended as ${d.status}: ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the last lines above; the whole log was printed while the job ran. Running the command again starts a new try.',
  ),
  JOB_NOT_FOUND: entry(
    'user',
    (d: { readonly kind: string; readonly name: string; readonly reason: string }) =>
      `There is no ${d.kind} job "${d.name}" to go on from: ${d.reason}.`,
    'Hand over the output "job-name" of the step that trained, at the same destination and environment.',
  ),
  JOB_DETACHED: entry(
    'remote',
    (d: { readonly kind: string; readonly name: string; readonly reason: string }) =>
      `The ${d.kind} job "${d.name}" goes on without this step: ${d.reason}.`,
    'Run the same step again to resume: it finds the job by its specification and starts nothing twice.',
  ),
  SECRET_IN_REQUEST: entry(
    'user',
    (d: { readonly places: readonly string[] }) =>
      `${d.places.length === 1 ? 'A value looks' : 'Values look'} like the id of an AWS access key: ${d.places.join(', ')}.`,
    'Anyone who may describe the job can read it. Give the execution role the right instead, or read the secret inside the job.',
  ),
  JOB_ORDINALS_EXHAUSTED: entry(
    'remote',
    (d: { readonly name: string; readonly tries: number }) =>
      `${d.tries} jobs of the same specification have failed, the last is "${d.name}".`,
    'Change what the job runs; the same specification would fail again. Deleting the failed jobs also frees their names.',
  ),
  LOCAL_SERVER_FAILED: entry(
    'remote',
    (d: { readonly command: string; readonly reason: string }) => `sagemaker-local ${d.command} failed: ${d.reason}`,
    'Read server.log in the state folder; `mlops local reset` starts from nothing and keeps the caches.',
  ),
} as const satisfies Record<string, Entry<never>>;

import { type Entry, entry } from './entry.ts';

/** Deploying, proving, going back. */
export const endpointErrors = {
  ENDPOINT_FAILED: entry(
    'remote',
    (d: {
      readonly endpoint: string;
      readonly status: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The endpoint "${d.endpoint}" is ${d.status}: ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'Read the container lines above. A failed first deploy left an endpoint that serves nothing; the next deploy replaces it.',
  ),
  DEPLOY_ROLLED_BACK: entry(
    'remote',
    (d: {
      readonly endpoint: string;
      readonly wanted: string;
      readonly serving: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }) =>
      `The endpoint "${d.endpoint}" went back to "${d.serving}" instead of "${d.wanted}": ${d.reason}${d.lastLines.map((line) => `\n  | ${line}`).join('')}`,
    'The previous model still answers. Read the container lines above, correct the model or the serving app, and deploy again.',
  ),
  PROOF_FAILED: entry(
    'remote',
    (d: { readonly endpoint: string; readonly facts: readonly string[] }) =>
      `The endpoint "${d.endpoint}" does not prove that it serves the requested model:${d.facts.map((fact) => `\n  ${fact}`).join('')}`,
    'Somebody may have changed the endpoint by hand during the deploy. Deploy again; if it repeats, describe the endpoint and compare.',
  ),
  SMOKE_FAILED: entry(
    'remote',
    (d: { readonly endpoint: string; readonly failures: readonly string[]; readonly left: string }) =>
      `The endpoint "${d.endpoint}" answered the smoke requests wrongly:${d.failures.map((failure) => `\n  ${failure}`).join('')}\n${d.left}`,
    'Compare the request file named by serve.smoke with what the app answers. When the file was wrong and the model right, correct it and release the model.',
  ),
  MODEL_QUARANTINED: entry(
    'gate',
    (d: {
      readonly endpoint: string;
      readonly group: string;
      readonly version: number;
      readonly generation: number;
      readonly reason: string;
    }) =>
      `Version ${d.version} of "${d.group}" is in quarantine for the endpoint "${d.endpoint}" since generation ${d.generation}: ${d.reason}.`,
    'Train and register a better model. When this one is right after all, lift the quarantine with mode "release" (action) or `mlops release` (CLI).',
  ),
  ROLLBACK_IMPOSSIBLE: entry(
    'user',
    (d: { readonly endpoint: string; readonly reason: string }) =>
      `The endpoint "${d.endpoint}" cannot go back: ${d.reason}.`,
    'The endpoint was not changed. `mlops history` shows the generations there are; deploy a version instead when none of them fits.',
  ),
  LEDGER_INVALID: entry(
    'remote',
    (d: { readonly location: string; readonly reason: string }) =>
      `The record ${d.location} of the ledger is not what mlops-actions writes: ${d.reason}.`,
    'Restore the object from an earlier version of it. Nothing is deployed on a ledger that cannot be read.',
  ),
} as const satisfies Record<string, Entry<never>>;

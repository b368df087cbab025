import { type Entry, entry } from './entry.ts';

/** Verdicts and the registry. */
export const modelErrors = {
  GATE_REJECTED: entry(
    'gate',
    (d: { readonly model: string; readonly sentences: readonly string[] }) =>
      `The candidate of "${d.model}" was refused:${d.sentences.map((sentence) => `\n  ${sentence}`).join('')}`,
    'gate.json has every figure. Gates live in mlops.yml; they cannot be overridden by an input or an environment.',
  ),
  GATE_RECORD_MISSING: entry(
    'user',
    (d: { readonly model: string; readonly job: string; readonly gateId: string; readonly location: string }) =>
      `There is no verdict "${d.gateId}" about the training job "${d.job}" of "${d.model}": nothing is at ${d.location}.`,
    'Hand over the output "gate-id" of the step that validated this very training job, at the same destination and environment.',
  ),
  GATE_RECORD_INVALID: entry(
    'gate',
    (d: { readonly location: string; readonly reason: string }) =>
      `The record ${d.location} is not what mlops-actions writes: ${d.reason}.`,
    'Validate the model again, which writes the record anew; a record that was changed by hand passes nobody.',
  ),
  REPORT_INVALID: entry(
    'user',
    (d: { readonly reason: string }) => `The report is not what mlops-actions writes: ${d.reason}.`,
    'Judge again with the same release of mlops-actions that reads the report; a report that was made by hand is not shown.',
  ),
  REGISTRY_ELSEWHERE: entry(
    'user',
    (d: { readonly environment: string; readonly registry: string }) =>
      `The environment "${d.environment}" takes its versions from "${d.registry}", so nothing is trained or registered in it.`,
    'Train with the environment that "registry" in mlops.yml names, then deploy the version here.',
  ),
  MODEL_NOT_FOUND: entry(
    'user',
    (d: { readonly group: string; readonly wanted: string }) =>
      `The registry has no ${d.wanted} in the group "${d.group}".`,
    'Run the train stage first; a model is registered only when its gates pass.',
  ),
  MODEL_NOT_APPROVED: entry(
    'gate',
    (d: { readonly group: string; readonly version: number; readonly approval: string }) =>
      `Version ${d.version} of "${d.group}" is ${d.approval} and register.approval is manual.`,
    'Approve the version in the registry, then deploy again.',
  ),
} as const satisfies Record<string, Entry<never>>;

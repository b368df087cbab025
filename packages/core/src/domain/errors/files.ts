import { type Entry, entry, listOf, type Problem } from './entry.ts';

/** What the user wrote: configuration, inputs, data. */
export const fileErrors = {
  CONFIG_INVALID: entry(
    'user',
    (d: { readonly problems: readonly Problem[] }) =>
      `${d.problems.length} ${d.problems.length === 1 ? 'mistake' : 'mistakes'} in the configuration:${listOf(d.problems)}`,
    'Correct every line named above; `mlops config` prints the merged result with the origin of each value.',
  ),
  CONFIG_NOT_FOUND: entry(
    'user',
    (d: { readonly file: string }) => `There is no configuration file at ${d.file}.`,
    'Write an mlops.yml there, or name another file with --config (CLI) or the input "config" (action).',
  ),
  INPUT_INVALID: entry(
    'user',
    (d: { readonly problems: readonly { readonly input: string; readonly message: string }[] }) =>
      `${d.problems.length} ${d.problems.length === 1 ? 'input is' : 'inputs are'} not usable:${d.problems.map(({ input, message }) => `\n  ${input}: ${message}`).join('')}`,
    'Correct the inputs under "with:"; the README of the action lists each with its format and default.',
  ),
  DATA_INVALID: entry(
    'user',
    (d: { readonly problems: readonly Problem[] }) => `The data cannot be used as it is:${listOf(d.problems)}`,
    'Correct the files named above; no data was uploaded and no job was started.',
  ),
  DATA_DRIFTED: entry(
    'gate',
    (d: { readonly columns: readonly { readonly column: string; readonly message: string }[] }) =>
      `The held-out data has drifted from the training data in ${d.columns.length} ${d.columns.length === 1 ? 'column' : 'columns'}:${d.columns.map(({ column, message }) => `\n  ${column}: ${message}`).join('')}`,
    'Find out why the rows differ; a later period wants newer training data. A column that may drift goes into `drift.ignore` of the schema.',
  ),
  DATA_MISMATCH: entry(
    'gate',
    (d: { readonly job: string; readonly differences: readonly string[] }) =>
      `The training job "${d.job}" was trained on other data than is declared now:${d.differences.map((difference) => `\n  ${difference}`).join('')}`,
    'Train again on the data as it is now, or validate at the commit that the job was trained from.',
  ),
  EVIDENCE_INVALID: entry(
    'gate',
    (d: { readonly problems: readonly Problem[] }) => `The predictions cannot be judged:${listOf(d.problems)}`,
    'Evidence with holes never passes a gate. Correct predict.py or validate.py so that every row gets one prediction.',
  ),
  OBJECT_NOT_FOUND: entry(
    'user',
    (d: { readonly location: string }) => `There is nothing at ${d.location}.`,
    'Check the path in mlops.yml; paths are relative to its folder.',
  ),
} as const satisfies Record<string, Entry<never>>;

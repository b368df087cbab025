import type { Changes } from '../stages/find-changed.ts';
import { code, escapeMarkdown, table } from './markdown.ts';
import { plain } from './plain.ts';

/** Room for a few paths. */
const LONGEST_REASON = 400;

/** Room for the mistakes of a mlops.yml. */
const LONGEST_LINE = 2_000;

/** The models that a pull request changes, for a job summary. */
export function changedSummary({ models, removed }: Changes): string {
  const rows = models.map(({ model, config, reasons }) => [
    code(model),
    code(config),
    reasons.map((reason) => escapeMarkdown(reason, LONGEST_REASON)).join('<br>'),
  ]);
  return [
    `## ${headline(models.length)}`,
    ...(rows.length === 0 ? [] : [table(['Model', 'Configuration', 'Why'], rows)]),
    ...models.flatMap(({ model, notEvaluated }) =>
      notEvaluated === undefined
        ? []
        : [`⚪ **Not evaluated:** ${code(model)}. This is no pass: ${escapeMarkdown(notEvaluated, LONGEST_REASON)}.`],
    ),
    ...removed.map(({ model, config }) => `${code(model)} is no longer there (${code(config)}).`),
    '',
  ].join('\n\n');
}

/** The same for a terminal. */
export function terminalChanged({ models, removed }: Changes, base: string): string {
  const lines = models.flatMap(({ model, config, reasons, notEvaluated }) => [
    told(`${model} (${config})`),
    ...reasons.map((reason) => `  ${told(reason)}`),
    ...(notEvaluated === undefined ? [] : [`  not evaluated in a pull request: ${told(notEvaluated)}`]),
  ]);
  const gone = removed.map(({ model, config }) => told(`${model} is no longer there (${config})`));
  return [`${headline(models.length)}, compared with ${base}`, ...lines, ...gone].join('\n');
}

/** Names of files are whatever the author of a change called them. */
const told = (text: string): string => plain(text, LONGEST_LINE);

const headline = (count: number): string =>
  count === 0 ? 'No model changed' : `${count} ${count === 1 ? 'model' : 'models'} changed`;

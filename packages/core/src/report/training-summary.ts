import { decimal } from '../domain/gates/numbers.ts';
import { imageDigest } from '../domain/job-spec.ts';
import type { JobPhase } from '../stages/ports.ts';
import type { TrainingRun } from '../stages/train-model.ts';
import { digestCode, facts } from './facts.ts';
import { code, escapeMarkdown, folded, table } from './markdown.ts';

const LONGEST_REASON = 400;

/** A training job as Markdown: how far it came, what it took, where the model is; the last lines of the log when it failed. */
export function trainingSummary(model: string, run: TrainingRun): string {
  const { mark, sentence } = headline(model, run);
  const parts = [`## ${mark} ${sentence}`, reason(run), work(run), metrics(run), phases(run), lines(run), details(run)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(model: string, { outcome, name, state }: TrainingRun): { mark: string; sentence: string } {
  const what = `${code(model)} in ${code(name)}`;
  switch (outcome) {
    case 'completed':
      return { mark: '✅', sentence: `Trained ${what}` };
    case 'unchanged':
      return { mark: '✅', sentence: `Unchanged: this very training is ${what} already` };
    case 'started':
      return { mark: '⏳', sentence: `Started ${what}; this step does not wait for it` };
    case 'detached':
      return { mark: '⚠️', sentence: `Still training ${what}, but out of sight` };
    case 'failed':
      return { mark: '❌', sentence: `${state?.status === 'Stopped' ? 'Stopped' : 'Failed'}: ${what}` };
  }
}

function reason(run: TrainingRun): string {
  if (run.reason === undefined) return '';
  const again = run.outcome === 'detached' ? ' Run the step again to resume; nothing is started twice.' : '';
  return `${escapeMarkdown(`${run.reason[0]?.toUpperCase() ?? ''}${run.reason.slice(1)}.`, LONGEST_REASON)}${again}`;
}

function work({ state, model, adopted, outcome }: TrainingRun): string {
  const rows: (readonly [string, string])[] = [];
  if (outcome !== 'unchanged') rows.push(['Job', adopted ? 'followed; an earlier run had started it' : 'started now']);
  if (state?.instanceType !== undefined) rows.push(['Instance', code(state.instanceType)]);
  if (state?.trainingSeconds !== undefined) rows.push(['Time', seconds(state.trainingSeconds, state.billableSeconds)]);
  if (model !== undefined)
    rows.push(['Model', digestCode(model.modelDigest)], ['Where it is', code(model.artefactUri)]);
  return rows.length === 0 ? '' : table(['', ''], rows);
}

/** AWS reckons the saving of spot capacity as 1 − billable ÷ training time. */
function seconds(training: number, billable = training): string {
  if (billable >= training) return `${training} s`;
  return `${training} s, ${billable} s billable: ${Math.round((1 - billable / training) * 100)} % saved`;
}

function metrics({ state }: TrainingRun): string {
  const rows = Object.entries(state?.metrics ?? {}).map(([name, value]) => [code(name), decimal(value)]);
  return rows.length === 0 ? '' : table(['What it printed last', 'Value'], rows, [1]);
}

function phases({ state }: TrainingRun): string {
  const rows = (state?.phases ?? []).map((phase) => [escapeMarkdown(phase.status), duration(phase)]);
  return rows.length === 0 ? '' : folded('Phases', table(['Phase', 'Seconds'], rows, [1]));
}

const duration = ({ startedAt, endedAt }: JobPhase): string =>
  endedAt === undefined ? 'going on' : String(Math.round((endedAt - startedAt) / 1000));

function lines({ outcome, lastLines }: TrainingRun): string {
  if (outcome !== 'failed' || lastLines.length === 0) return '';
  return folded(
    'Last lines of the log',
    lastLines.map((line) => `- ${escapeMarkdown(line, LONGEST_REASON)}`).join('\n'),
  );
}

function details({ spec, image }: TrainingRun): string {
  const body = facts([
    ['Specification of the job', digestCode(spec)],
    ['Image', code(imageDigest(image))],
  ]);
  return folded('Lineage', body);
}

import { imageDigest } from '../domain/job-spec.ts';
import type { PlanResult } from '../stages/plan-serving.ts';
import type { PlannedModel, ServingPlan } from '../stages/records/plan-record.ts';
import { alignColumns } from './align-columns.ts';
import { digestText, isRehearsal } from './facts.ts';
import { code, escapeMarkdown, folded, table } from './markdown.ts';

/** What a deploy would do, as Markdown: the effect first, then the endpoint now and afterwards. */
export function servePlanSummary({ plan, record }: PlanResult): string {
  const { mark, sentence } = planVerdict(plan, code);
  const header = ['', 'Now', 'After the deploy'];
  const rows = planRows(plan).map(([name, now, after]) => [name, cell(now), cell(after)]);
  return [
    `## ${mark} ${sentence}`,
    list([...plan.reasons, ...plan.risks]),
    table(header, rows),
    plan.smoke.length === 0
      ? 'No smoke request is sent, because `serve.smoke` is not set.'
      : `Smoke requests: ${plan.smoke.map((name) => escapeMarkdown(name)).join(', ')}`,
    heldSection(plan),
    folded('Records', `- **Plan** ${code(record)}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** The same for a terminal. */
export function terminalServePlan({ plan, record }: PlanResult): string {
  const { mark, sentence } = planVerdict(plan, (text) => text);
  const rows = [
    ['', 'now', 'after the deploy'],
    ...planRows(plan).map(([name, now, after]) => [name, now ?? '-', after ?? '-']),
  ];
  const notes = [
    ...plan.reasons,
    ...plan.risks,
    `smoke requests: ${plan.smoke.length === 0 ? 'none' : plan.smoke.join(', ')}`,
    ...plan.quarantine.map(
      ({ model, packageVersion, since }) =>
        `in quarantine: ${model} version ${packageVersion}, since generation ${since}`,
    ),
    `plan: ${record}`,
  ];
  return `${mark} ${sentence}\n${alignColumns(rows)}\n${notes.join('\n')}`;
}

function planVerdict(plan: ServingPlan, name: (text: string) => string) {
  const { endpoint, wanted } = plan;
  const model = `${name(wanted.model)} version ${wanted.version}`;
  switch (plan.effect) {
    case 'create':
      return { mark: '🔭', sentence: `Plan: a deploy would create endpoint ${name(endpoint)} with ${model}` };
    case 'update':
      return { mark: '🔭', sentence: `Plan: a deploy would move endpoint ${name(endpoint)} to ${model}` };
    case 'unchanged':
      return { mark: '🔭', sentence: `Plan: endpoint ${name(endpoint)} already serves ${model}` };
    case 'refused':
      return { mark: '⛔', sentence: `Plan: a deploy of ${model} to endpoint ${name(endpoint)} would be refused` };
  }
}

type Row = readonly [name: string, now: string | undefined, after: string | undefined];

function planRows({ current, wanted, effect, destination }: ServingPlan): readonly Row[] {
  const now = current?.model ?? undefined;
  const after = effect === 'refused' ? now : wanted;
  const both = (name: string, of: (model: PlannedModel) => string | undefined): Row => [
    name,
    now === undefined ? undefined : of(now),
    after === undefined ? undefined : of(after),
  ];
  return [
    ['Endpoint', current?.status ?? 'absent', effect === 'refused' ? current?.status : 'InService'],
    [
      'Configuration',
      current?.configName,
      effect === 'create' || effect === 'update' ? 'a new one' : current?.configName,
    ],
    both('Version', ({ model, version }) => `${model} version ${version}`),
    both('Model', ({ modelDigest }) => digestText(modelDigest)),
    both('Image', ({ image }) => imageDigest(image)),
    both('Machines', ({ served }) => served && `${served.instanceCount} × ${served.instanceType}`),
    both('App', ({ served }) => served?.script),
    ['Where', destination, isRehearsal(destination) ? 'this machine: a rehearsal' : destination],
  ];
}

const cell = (text: string | undefined): string => (text === undefined ? '–' : code(text));

const list = (sentences: readonly string[]): string =>
  sentences.map((sentence) => `- ${escapeMarkdown(sentence, 300)}`).join('\n');

function heldSection({ quarantine }: ServingPlan): string {
  if (quarantine.length === 0) return '';
  const rows = quarantine.map(({ model, packageVersion, since, reason }) => [
    `${code(model)} version ${packageVersion}`,
    String(since),
    escapeMarkdown(reason, 200),
  ]);
  return `### In quarantine\n\n${table(['Model', 'Since generation', 'Because'], rows, [1])}`;
}

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { ROOT } from '../root.ts';
import { alignedTable } from './aligned-table.ts';

interface Described {
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly required?: boolean;
}

interface Call {
  readonly inputs?: Readonly<Record<string, Described>>;
  readonly outputs?: Readonly<Record<string, Described>>;
  readonly secrets?: Readonly<Record<string, Described>>;
}

export interface CalledWorkflow {
  readonly file: string;
  readonly call: Call;
  /** Each right with the reason that stands behind it in the file. */
  readonly permissions: readonly { readonly job: string; readonly right: string; readonly why: string }[];
}

/** Every workflow of this repository that others can call. */
export function calledWorkflows(): readonly CalledWorkflow[] {
  return globSync('.github/workflows/*.yml', { cwd: ROOT })
    .sort()
    .flatMap((file) => {
      const document = parseDocument(readFileSync(join(ROOT, file), 'utf8'));
      const on = (document.toJS() as { readonly on?: Readonly<Record<string, unknown>> }).on ?? {};
      if (!Object.hasOwn(on, 'workflow_call')) return [];
      return [{ file, call: (on['workflow_call'] ?? {}) as Call, permissions: permissionsOf(document.get('jobs')) }];
    });
}

/** Inputs, outputs, secrets and rights of every workflow that can be called. */
export function workflowsReference(): string {
  return `# Reusable workflows

Called as \`uses: org/mlops-actions/.github/workflows/<name>.yml@v1\`. The calling job has to grant at least the rights of the jobs that it
calls. \`workflows-templates\` has starter workflows that do so.

${calledWorkflows().map(section).join('\n')}`;
}

function section({ file, call, permissions }: CalledWorkflow): string {
  const tables = [
    table(['Input', 'Type', 'Default', 'Description'], call.inputs, ({ type = 'string', default: value, required }) => [
      type,
      required === true ? 'required' : value === undefined || value === '' ? '' : `\`${String(value)}\``,
    ]),
    table(['Secret', '', 'Description'], call.secrets, ({ required }) => [required === true ? 'required' : '']),
    table(['Output', 'Description'], call.outputs, () => []),
    alignedTable(
      ['Job', 'Right', 'Why'],
      permissions.map(({ job, right, why }) => [`\`${job}\``, `\`${right}\``, why]),
    ),
  ];
  return `## ${basename(file)}\n\n${tables.filter((text) => text !== '').join('\n\n')}\n`;
}

function table(
  header: readonly string[],
  entries: Readonly<Record<string, Described>> = {},
  middle: (entry: Described) => readonly string[],
): string {
  const rows = Object.entries(entries).map(([name, entry]) => [
    `\`${name}\``,
    ...middle(entry),
    (entry.description ?? '').replaceAll(/\\s*\n\\s*/g, ' ').trim(),
  ]);
  return rows.length === 0 ? '' : alignedTable(header, rows);
}

function permissionsOf(jobs: unknown): CalledWorkflow['permissions'] {
  return entries(jobs).flatMap(([job, node]) =>
    entries(isMap(node) ? node.get('permissions') : undefined).map(([scope, value]) => ({
      job,
      right: `${scope}: ${isScalar(value) ? String(value.value) : ''}`,
      why: (isScalar(value) ? (value.comment ?? '') : '').trim(),
    })),
  );
}

const entries = (node: unknown): readonly (readonly [string, unknown])[] =>
  isMap(node) ? (node as YAMLMap).items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), value]) : [];

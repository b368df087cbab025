import type { z } from 'zod';
import { type JsonSchema, strictJsonSchema } from './json-schema.ts';
import { configFile } from './schema/file.ts';
import { noteAt } from './schema-at.ts';
import type { Path } from './tree.ts';

/** Every key of mlops.yml as a Markdown table: key, expected value, default, description. */
export const configReference = (): string => keyTable(strictJsonSchema(), configFile);

/** The same of any document of ours; `root` holds the words that a mistake would use. */
export function keyTable(schema: JsonSchema, root: z.ZodType): string {
  const rows = keyRows(schema, '', root);
  const table = rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
  return `${['| Key | Value | Default | Description |', '|---|---|---|---|', ...table].join('\n')}\n`;
}

type Row = readonly [key: string, value: string, fallback: string, description: string];

function keyRows(schema: JsonSchema, path: string, root: z.ZodType): readonly Row[] {
  const required = list(schema['required']);
  return Object.entries(record(schema['properties'])).flatMap(([key, child]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [rowOf(here, record(child), required.includes(key), root), ...below(record(child), here, root)];
  });
}

function below(schema: JsonSchema, path: string, root: z.ZodType): readonly Row[] {
  const values = record(schema['additionalProperties']);
  return [
    ...keyRows(schema, path, root),
    ...keyRows(record(schema['items']), `${path}[]`, root),
    ...keyRows(values, `${path}.<name>`, root),
  ];
}

function rowOf(path: string, schema: JsonSchema, required: boolean, root: z.ZodType): Row {
  const fallback = schema['default'];
  const shownDefault = fallback === undefined || isEmptyMap(fallback) ? '' : `\`${fallbackText(fallback)}\``;
  return [
    `\`${path}\``,
    expectation(path, root),
    required ? '**required**' : shownDefault,
    String(schema['description'] ?? ''),
  ];
}

/** The words that a mistake at this key would use. */
function expectation(path: string, root: z.ZodType): string {
  const steps: Path = path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), 0] : [step]));
  return noteAt(root, steps).expects;
}

const fallbackText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const isEmptyMap = (value: unknown) => JSON.stringify(value) === '{}';

const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const record = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};

import { alignedTable } from './aligned-table.ts';

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The records that runs leave, from their JSON Schemas: `schemas` maps a file below schemas/ to its content. */
export function recordsReference(schemas: Readonly<Record<string, unknown>>): string {
  return `# Records

What a run leaves for audits, beside the model in the bucket under \`records/\`, so that it outlives artifacts and logs. Each has a
JSON Schema; a field that is not listed as required may be absent.

${Object.entries(schemas)
  .map(([file, schema]) => section(file, schema as Schema))
  .join('\n')}`;
}

function section(file: string, schema: Schema): string {
  const rows = fields(schema, '');
  return `## ${schema.title ?? file}

${schema.description ?? ''} Schema: [${file}](../../schemas/${file}).

${alignedTable(['Field', 'Type', 'Required', 'Meaning'], rows)}
`;
}

/** A row per field, those inside of objects and lists behind the one that holds them. */
function fields({ properties = {}, required = [] }: Schema, prefix: string): readonly (readonly string[])[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const must = required.includes(name) ? 'yes' : '';
    const meaning = (field.description ?? '').replaceAll('|', '\\|');
    return [
      [`\`${prefix}${name}\``, kind(field), must, meaning],
      ...fields(field, `${prefix}${name}.`),
      ...fields(field.items ?? {}, `${prefix}${name}[].`),
    ];
  });
}

function kind({ const: only, enum: values, type }: Schema): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(', ');
  return typeof type === 'string' ? type : (type ?? ['one of several']).join(' or ');
}

import { z } from 'zod';
import { configFile } from './schema/file.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * JSON Schema (draft 7, which editors know best) of mlops.yml as it is written. It covers the structure; rules between values
 * are checked by loading. A file that extends another may leave out what the other one has.
 */
export function configJsonSchema(): JsonSchema {
  const { $schema, required, properties, ...schema } = strictJsonSchema();
  const sections = properties as Readonly<Record<string, JsonSchema>>;
  const relaxed = Object.entries(sections).map(([key, section]) => [key, withoutRequired(section)]);
  const inside = Object.entries(sections).flatMap(([key, section]) =>
    section['required'] === undefined ? [] : [[key, { required: section['required'] }]],
  );
  return {
    $schema,
    title: 'mlops.yml',
    description: 'One machine-learning model: its data, image, training, gates and endpoint.',
    ...schema,
    properties: Object.fromEntries(relaxed),
    if: { required: ['extends'] },
    else: { required, properties: Object.fromEntries(inside) },
  };
}

/** The schema of a file that stands alone. */
export const strictJsonSchema = (): JsonSchema =>
  z.toJSONSchema(configFile, { io: 'input', target: 'draft-7' }) as JsonSchema;

function withoutRequired({ required: _moved, ...section }: JsonSchema): JsonSchema {
  return section;
}

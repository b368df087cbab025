import { z } from 'zod';
import type { JsonSchema } from '../json-schema.ts';
import { keyTable } from '../reference.ts';
import { dataSchemaFile } from './file.ts';

/** JSON Schema (draft 7) of `data/schema.yml`, for editors; rules between values are checked by loading. */
export function dataSchemaJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(dataSchemaFile, { io: 'input', target: 'draft-7' }) as JsonSchema;
  return { $schema, title: 'data/schema.yml', description: 'What the tables of a model have to hold.', ...schema };
}

/** Every key of `data/schema.yml` as a Markdown table. */
export const dataSchemaReference = (): string => keyTable(dataSchemaJsonSchema(), dataSchemaFile);

import { z } from 'zod';
import { type Note, notes } from './notes.ts';
import type { Path } from './tree.ts';

/** The schema of the value at `path`, without its optional or default wrapper; undefined past what the schema knows. */
export function schemaAt(root: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>(
    (schema, step) => (schema === undefined ? undefined : child(schema, step)),
    unwrapped(root),
  );
}

/** Keys of the map at `path`; empty when it takes free names or is no map. */
export function keysAt(root: z.ZodType, path: Path): readonly string[] {
  const schema = schemaAt(root, path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The note of the value at `path`, or of the nearest schema around it. */
export function noteAt(root: z.ZodType, path: Path): Note {
  const schema = schemaAt(root, path);
  const note = schema === undefined ? undefined : notes.get(schema);
  if (note?.expects !== undefined) return note;
  return path.length === 0 ? { expects: 'a known value' } : noteAt(root, path.slice(0, -1));
}

/** Every map of known keys below `schema`, as (path of the map, its keys). List items and free names are `[]` and `*`. */
export function sections(
  root: z.ZodType,
  path: readonly string[] = [],
): readonly { path: string; keys: readonly string[] }[] {
  const schema = unwrapped(root);
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>);
    const here = { path: path.join('.').replaceAll('.[]', '[]'), keys: shape.map(([key]) => key) };
    return [here, ...shape.flatMap(([key, value]) => sections(value, [...path, key]))];
  }
  if (schema instanceof z.ZodArray) return sections(schema.element as z.ZodType, [...path, '[]']);
  return schema instanceof z.ZodRecord ? sections(schema.valueType as z.ZodType, [...path, '*']) : [];
}

function child(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.hasOwn(shape, step) ? unwrapped(shape[String(step)]) : undefined;
  }
  if (schema instanceof z.ZodRecord) return unwrapped(schema.valueType as z.ZodType);
  if (schema instanceof z.ZodArray) return unwrapped(schema.element as z.ZodType);
  if (schema instanceof z.ZodUnion)
    return (schema.options as readonly z.ZodType[])
      .map((option) => child(unwrapped(option) ?? option, step))
      .find((found) => found !== undefined);
  return undefined;
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrapped(schema.unwrap() as z.ZodType);
  return schema;
}

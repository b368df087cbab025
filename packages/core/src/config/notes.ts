import { z } from 'zod';

/** What the reader of a mistake needs to know about a key beyond its type. */
export interface Note {
  /** Completes "expected …". */
  readonly expects: string;
  /** A full sentence for a value that is a likely slip, or undefined. */
  readonly slip?: (value: unknown) => string | undefined;
}

/** Notes by schema, beside zod's own registry so that they stay out of the JSON Schema. */
export const notes = z.registry<Note>();

/** A schema of one value with its note; a value that `slip` names is refused although its type fits. */
export function leaf<S extends z.ZodType>(schema: S, note: Note): S {
  const { slip } = note;
  const guarded = slip === undefined ? schema : (schema.refine((value) => slip(value) === undefined) as S);
  notes.add(guarded, note);
  return guarded;
}

/** A map of known keys; anything else in it is refused. */
export function section<S extends z.ZodRawShape>(shape: S, expects: string) {
  const schema = z.strictObject(shape);
  notes.add(schema as z.ZodType, { expects });
  return schema;
}

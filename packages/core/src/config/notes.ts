import { z } from 'zod';
import { kebab, nearest } from './nearest.ts';

/** What the reader of a mistake needs to know about a key beyond its type. */
export interface Note {
  /** Completes "expected …". */
  readonly expects: string;
  /** A full sentence for a value that is a likely slip, or undefined. */
  readonly slip?: (value: unknown) => string | undefined;
  /** Told apart because YAML reads 42 as a number and "42" as text. */
  readonly type?: 'text' | 'number';
}

/** Notes by schema, beside zod's own registry so that they stay out of the JSON Schema. */
export const notes = z.registry<Note>();

/** A schema of one value with its note; a value that `slip` names is refused although its type fits. */
export function leaf<S extends z.ZodType>(schema: S, note: Note): S {
  const { slip } = note;
  const guarded = slip === undefined ? schema : (schema.refine((value) => slip(value) === undefined) as S);
  notes.add(guarded, { ...typeOf(schema), ...note });
  return guarded;
}

/** What else people write for the words of a choice. */
interface OtherWords {
  /** Of a future version. */
  readonly later?: readonly string[];
  /** As other tools say it. */
  readonly alias?: Readonly<Record<string, string>>;
}

/** One of a few words; near misses are named. */
export function choice<const W extends readonly [string, ...string[]]>(words: W, others: OtherWords = {}) {
  return leaf(z.enum(words), {
    expects: `one of ${words.join(', ')}`,
    slip: (value) => wordSlip(value, words, others),
  });
}

function wordSlip(value: unknown, words: readonly string[], { later, alias }: OtherWords): string | undefined {
  if (typeof value !== 'string' || words.includes(value)) return undefined;
  const word = kebab(value);
  if (later?.includes(word)) return `"${value}" is not implemented in this version; use one of ${words.join(', ')}.`;
  const near = alias !== undefined && Object.hasOwn(alias, word) ? alias[word] : nearest(word, words);
  return near === undefined ? undefined : `"${value}" is not one of ${words.join(', ')}; did you mean "${near}"?`;
}

const typeOf = (schema: z.ZodType): Pick<Note, 'type'> =>
  schema instanceof z.ZodString ? { type: 'text' } : schema instanceof z.ZodNumber ? { type: 'number' } : {};

/** A map of known keys; anything else in it is refused. */
export function section<S extends z.ZodRawShape>(shape: S, expects: string) {
  const schema = z.strictObject(shape);
  notes.add(schema as z.ZodType, { expects });
  return schema;
}

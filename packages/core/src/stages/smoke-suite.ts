import { z } from 'zod';
import type { ConfigParts } from '../config/parts.ts';
import { yamlValue } from '../config/yaml-value.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import { isPointer } from './json-pointer.ts';
import type { Ports } from './ports.ts';

const pattern = z.string().refine(isPattern, { error: 'expected a regular expression of JavaScript' });

/** What one value of the answer has to be. */
const expectation = z
  .strictObject({
    /** Exactly this JSON value. */
    equals: z.unknown().optional(),
    /** A regular expression that the value, as text, contains. */
    pattern: pattern.optional(),
  })
  .refine((one) => Object.keys(one).length === 1, { error: 'expected either equals or pattern' });

const smokeRequest = z.strictObject({
  name: z.string().min(1),
  /** JSON body of the request. */
  body: z.unknown(),
  status: z.int().min(100).max(599).default(200),
  /** Keys that every entry of `predictions` in the answer must have. */
  keys: z.array(z.string()).default([]),
  /** By JSON pointer (RFC 6901) into the answer, e.g. `/predictions/0/prediction`. */
  expect: z
    .record(
      z.string().refine(isPointer, { error: 'expected a JSON pointer such as /predictions/0/prediction' }),
      expectation,
    )
    .default({}),
  /** How often it is sent; every answer has to be right. */
  repeat: z.int().min(1).max(100).default(1),
  /** A slower answer is a warning, never a failure: the first requests to a new container are slow. */
  'max-milliseconds': z.number().positive().optional(),
});

export type SmokeRequest = z.infer<typeof smokeRequest>;

/** The requests of `serve.smoke`; none when it is not set. Throws OBJECT_NOT_FOUND, and DATA_INVALID with every mistake. */
export async function readSmoke(
  { serve }: ConfigParts<'serve'>,
  { objects }: Pick<Ports, 'objects'>,
): Promise<readonly SmokeRequest[]> {
  const file = serve.smoke;
  if (file === undefined) return [];
  const bytes = await objects.read(file);
  if (bytes === undefined) throw new MlopsError('OBJECT_NOT_FOUND', { location: file });
  const read = yamlValue(new TextDecoder().decode(bytes));
  if ('mistake' in read) throw invalid([{ file, path: 'requests', message: read.mistake }]);
  const parsed = z.array(smokeRequest).min(1).safeParse(read.value);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({ file, path: path.join('.') || 'requests', message })),
  );
}

const invalid = (problems: readonly Problem[]) => new MlopsError('DATA_INVALID', { problems });

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

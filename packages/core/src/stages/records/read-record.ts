import type { z } from 'zod';
import { MlopsError } from '../../domain/errors.ts';
import type { Ports } from '../ports.ts';

type Invalid = 'GATE_RECORD_INVALID' | 'LEDGER_INVALID';

/** Reads a record of the bucket by its key; undefined when there is none. Throws `code` when it is not what we write. */
export async function readRecord<T>(
  key: string,
  schema: z.ZodType<T>,
  { objects }: Pick<Ports, 'objects'>,
  code: Invalid = 'GATE_RECORD_INVALID',
): Promise<T | undefined> {
  const location = objects.uri(key);
  const bytes = await objects.read(location);
  if (bytes === undefined) return undefined;
  const invalid = (reason: string, cause?: unknown) =>
    new MlopsError(code, { location, reason }, ...(cause === undefined ? [] : [{ cause }]));
  const parsed = schema.safeParse(jsonIn(bytes, invalid));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw invalid(`${first?.path.join('.') || 'the record'}: ${first?.message ?? 'no reason'}`);
}

function jsonIn(bytes: Uint8Array, invalid: (reason: string, cause: unknown) => Error): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw invalid('it is no JSON', error);
  }
}

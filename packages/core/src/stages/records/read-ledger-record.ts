import type { z } from 'zod';
import { MlopsError } from '../../domain/errors.ts';
import type { Ports } from '../ports.ts';

/** Reads a record of the ledger that a listing has shown. Throws LEDGER_INVALID when it is not what we write. */
export async function readLedgerRecord<T>(
  key: string,
  schema: z.ZodType<T>,
  { objects }: Pick<Ports, 'objects'>,
): Promise<T> {
  const location = objects.uri(key);
  const bytes = await objects.read(location);
  if (bytes === undefined) throw invalid(location, 'it was listed and is gone');
  const parsed = schema.safeParse(jsonIn(bytes, location));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw invalid(location, `${first?.path.join('.') || 'the record'}: ${first?.message ?? 'no reason'}`);
}

function jsonIn(bytes: Uint8Array, location: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw invalid(location, 'it is no JSON', error);
  }
}

const invalid = (location: string, reason: string, cause?: unknown) =>
  new MlopsError('LEDGER_INVALID', { location, reason }, ...(cause === undefined ? [] : [{ cause }]));

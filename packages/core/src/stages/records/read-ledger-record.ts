import type { z } from 'zod';
import { MlopsError } from '../../domain/errors.ts';
import type { Ports } from '../ports.ts';
import { readRecord } from './read-record.ts';

/** Reads a record of the ledger that a listing has shown. Throws LEDGER_INVALID when it is not what we write. */
export async function readLedgerRecord<T>(
  key: string,
  schema: z.ZodType<T>,
  ports: Pick<Ports, 'objects'>,
): Promise<T> {
  const record = await readRecord(key, schema, ports, 'LEDGER_INVALID');
  if (record !== undefined) return record;
  throw new MlopsError('LEDGER_INVALID', { location: ports.objects.uri(key), reason: 'it was listed and is gone' });
}

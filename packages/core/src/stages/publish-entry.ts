import type { LedgerEntry } from './ledger.ts';
import type { Ports } from './ports.ts';
import type { ServeResult } from './results.ts';

/** Keeps a ledger entry where people look for records. Returns its local path. */
export async function publishEntry(entry: LedgerEntry, ports: Ports): Promise<ServeResult['records']> {
  const name = `${entry.endpoint}/ledger/${String(entry.generation).padStart(6, '0')}.json`;
  return { ledger: await ports.objects.publish(name, `${JSON.stringify(entry, undefined, 2)}\n`) };
}

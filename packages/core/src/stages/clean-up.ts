import { generationOf } from '../domain/names.ts';
import { type LedgerEntry, readLedger } from './ledger.ts';
import type { Ports } from './ports.ts';
import { nameOf } from './serve-plan.ts';

/**
 * Removes models and configs of older generations of this endpoint, except whatever the endpoint uses and the last one that
 * was in service, which a rollback needs. Never looks at a newer generation: another run may be about to serve it.
 */
export async function cleanUp(entry: LedgerEntry, ports: Ports): Promise<void> {
  const state = await ports.endpoints.observe(entry.endpoint);
  const names = await ports.endpoints.generations(entry.endpoint);
  const kept = [state?.configName, await previousName(entry, ports)];
  const older = names.filter((name) => (generationOf(name) ?? entry.generation) < entry.generation);
  for (const name of older.filter((name) => !kept.includes(name))) await ports.endpoints.remove(name);
}

async function previousName(entry: LedgerEntry, ports: Ports): Promise<string | undefined> {
  const ledger = await readLedger(entry.endpoint, ports);
  const previous = ledger.findLast(
    (line) => line.entry.generation < entry.generation && line.outcome?.outcome === 'deployed',
  );
  return previous === undefined ? undefined : nameOf(previous.entry);
}

import { generationOf } from '../domain/names.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Ports } from './ports.ts';

/** The generation before the one in service stays, for a rollback that needs no build and no registry. */
const KEEP_PREVIOUS = 1;

/**
 * Removes models and configs of older generations of this endpoint, except the previous one and whatever the endpoint uses.
 * Never looks at a newer generation: another run may be about to serve it.
 */
export async function cleanUp(entry: LedgerEntry, ports: Ports): Promise<void> {
  const state = await ports.endpoints.observe(entry.endpoint);
  const names = await ports.endpoints.generations(entry.endpoint);
  const older = names.filter(
    (name) => (generationOf(name) ?? entry.generation) < entry.generation && name !== state?.configName,
  );
  for (const name of older.slice(KEEP_PREVIOUS)) await ports.endpoints.remove(name);
}

import { generationOf } from '../domain/names.ts';
import { type LedgerEntry, readLedger } from './ledger.ts';
import type { Ports } from './ports.ts';
import { nameOf } from './serve-plan.ts';

/**
 * Removes models and configs of generations of this endpoint that are older than the one in service, except the last one that
 * was in service before. Never looks at a newer generation: another run may be about to serve it. Ends as soon as somebody else
 * has the endpoint or moves it, perhaps to what looks old from here.
 */
export async function cleanUp(entry: LedgerEntry, ports: Ports): Promise<void> {
  const names = await ports.endpoints.generations(entry.endpoint);
  const kept = await previousName(entry, ports);
  const older = names.filter((name) => name !== kept && (generationOf(name) ?? entry.generation) < entry.generation);
  for (const name of older) {
    const state = await ports.endpoints.observe(entry.endpoint);
    if (state?.status !== 'InService' || state.configName !== nameOf(entry)) return;
    await ports.endpoints.remove(name);
  }
}

async function previousName(entry: LedgerEntry, ports: Ports): Promise<string | undefined> {
  const ledger = await readLedger(entry.endpoint, ports);
  const previous = ledger.findLast(
    (line) => line.entry.generation < entry.generation && line.outcome?.outcome === 'deployed',
  );
  return previous === undefined ? undefined : nameOf(previous.entry);
}

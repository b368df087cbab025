import { closeGeneration, type LedgerEntry, type LedgerLine, newerGeneration } from './ledger.ts';
import type { Ports } from './ports.ts';
import { publishEntry } from './publish-entry.ts';
import type { ServeResult } from './results.ts';
import { nameOf } from './serve-plan.ts';

/** The newer generation that has the endpoint, or is just taking it; undefined while ours is in service. */
export async function overtaken(entry: LedgerEntry, ports: Ports): Promise<LedgerLine | undefined> {
  const newer = await newerGeneration(entry, ports);
  const state = await ports.endpoints.observe(entry.endpoint);
  const ours = state?.status === 'InService' && state.configName === nameOf(entry);
  return ours ? undefined : newer;
}

/**
 * Nothing of ours stays unless the endpoint still uses it, and nothing of theirs is touched. The ledger calls this generation
 * superseded only when the newer one is through: a run that only took its number may have been killed.
 */
export async function superseded(
  entry: LedgerEntry,
  newer: LedgerLine,
  ports: Ports,
): Promise<Pick<ServeResult, 'outcome' | 'generation' | 'supersededBy' | 'smoke' | 'records'>> {
  const state = await ports.endpoints.observe(entry.endpoint);
  if (state?.configName !== nameOf(entry)) await ports.endpoints.remove(nameOf(entry));
  const through = newer.outcome !== undefined;
  if (through) await closeGeneration(entry, 'superseded', ports);
  const { generation, modelDigest } = newer.entry;
  const warning = through
    ? `generation ${generation} took over`
    : `generation ${generation} took the endpoint and is not through; when its run was killed, run it or this one again`;
  ports.progress({ type: 'warning', step: 'deploy', text: warning });
  return {
    outcome: 'superseded',
    generation: entry.generation,
    supersededBy: `generation ${generation}, model sha256:${modelDigest}${through ? '' : ', which is not through yet'}`,
    smoke: [],
    records: await publishEntry(entry, ports),
  };
}

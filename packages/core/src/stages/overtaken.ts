import { closeGeneration, type LedgerEntry, type LedgerLine, newerGeneration, readLedger } from './ledger.ts';
import type { Ports } from './ports.ts';
import { publishEntry } from './publish-entry.ts';
import type { ServeResult } from './results.ts';
import { nameOf, type ServePlan } from './serve-plan.ts';

type Superseded = Pick<ServeResult, 'outcome' | 'generation' | 'supersededBy' | 'smoke' | 'records'>;

/** The newer generation that has the endpoint, or is just taking it; undefined while ours is in service. */
export async function overtaken(entry: LedgerEntry, ports: Ports): Promise<LedgerLine | undefined> {
  const newer = await newerGeneration(entry, ports);
  const state = await ports.endpoints.observe(entry.endpoint);
  const ours = state?.status === 'InService' && state.configName === nameOf(entry);
  return ours ? undefined : newer;
}

/** Looks at what the endpoint does; when that fails because a newer generation took it meanwhile, gives the newer one. */
export async function unlessOvertaken<T>(
  entry: LedgerEntry,
  ports: Ports,
  look: () => Promise<T>,
): Promise<{ readonly done: T } | { readonly newer: LedgerLine }> {
  try {
    return { done: await look() };
  } catch (error) {
    ports.signal.throwIfAborted();
    const newer = await overtaken(entry, ports);
    if (newer === undefined) throw error;
    return { newer };
  }
}

/**
 * Nothing of ours stays unless the endpoint uses it or may be on its way to it, and nothing of theirs is touched. The ledger calls this generation
 * superseded only when the newer one is through: a run that only took its number may have been killed.
 */
export async function superseded(entry: LedgerEntry, newer: LedgerLine, ports: Ports): Promise<Superseded> {
  const state = await ports.endpoints.observe(entry.endpoint);
  const free = state?.status === 'InService' && state.configName !== nameOf(entry);
  if (free) await ports.endpoints.remove(nameOf(entry));
  const through = newer.outcome !== undefined;
  if (through) await closeGeneration(entry, 'superseded', ports);
  const { generation } = newer.entry;
  const warning = through
    ? `generation ${generation} took over`
    : `generation ${generation} took the endpoint and is not through; when its run was killed, run it or this one again`;
  ports.progress({ type: 'warning', step: 'deploy', text: warning });
  return told(entry, newer, ports);
}

/**
 * What a repeated run of a workflow comes to when what a later one deployed is in service: doing it again would undo that one.
 * A new run is a new wish, and so is every command in a terminal. Undefined when nobody came after it.
 */
export async function replacedSince(
  endpoint: string,
  { spec }: ServePlan,
  ports: Ports,
): Promise<Superseded | undefined> {
  const run = ports.placement.tags['mlops:run'];
  const [state, ledger] = await Promise.all([ports.endpoints.observe(endpoint), readLedger(endpoint, ports)]);
  const own = ledger.findLast(({ entry }) => entry.run === run && entry.spec === spec && entry.action === undefined);
  const newest = ledger.findLast(({ entry, outcome }) => outcome?.outcome === 'deployed' && entry.action !== 'revert');
  if (own === undefined || newest === undefined || newest.entry.run === run) return undefined;
  const serves = state?.status !== 'Failed' && state?.configName === nameOf(newest.entry);
  return serves && newest.entry.generation > own.entry.generation ? replaced(own.entry, newest, ports) : undefined;
}

/** A generation that had the endpoint, or its turn, long before this run; what is left of it was cleaned up. */
export async function replaced(entry: LedgerEntry, newer: LedgerLine, ports: Ports): Promise<Superseded> {
  const text = `this run was done before, and generation ${newer.entry.generation} came after it; a new run deploys all the same`;
  ports.progress({ type: 'warning', step: 'deploy', text });
  if (newer.outcome !== undefined) await closeGeneration(entry, 'superseded', ports);
  return told(entry, newer, ports);
}

async function told(entry: LedgerEntry, newer: LedgerLine, ports: Ports): Promise<Superseded> {
  const { generation, modelDigest } = newer.entry;
  const open = newer.outcome === undefined ? ', which is not through yet' : '';
  return {
    outcome: 'superseded',
    generation: entry.generation,
    supersededBy: `generation ${generation}, model sha256:${modelDigest}${open}`,
    smoke: [],
    records: await publishEntry(entry, ports),
  };
}

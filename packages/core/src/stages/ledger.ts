import { canonicalJson } from '../domain/canonical.ts';
import { ledgerKey } from '../domain/names.ts';
import type { Ports } from './ports.ts';

/** What a deploy set out to do. Creating it is taking the generation; it is never changed. */
export interface LedgerEntry {
  readonly schema: 'ledger-v1';
  readonly endpoint: string;
  readonly generation: number;
  readonly spec: string;
  readonly model: string;
  readonly packageVersion: number;
  readonly modelDigest: string;
  readonly image: string;
  readonly run: string | null;
}

export type DeployOutcome = 'deployed' | 'rolled-back' | 'failed' | 'superseded';

export interface LedgerOutcome {
  readonly schema: 'ledger-outcome-v1';
  readonly generation: number;
  readonly outcome: DeployOutcome;
  readonly reason?: string;
}

export interface LedgerLine {
  readonly entry: LedgerEntry;
  readonly outcome?: LedgerOutcome;
}

const outcomeKey = (endpoint: string, generation: number) =>
  ledgerKey(endpoint, generation).replace(/\.json$/, '.outcome.json');

/** Every generation of an endpoint, oldest first. */
export async function readLedger(endpoint: string, ports: Ports): Promise<readonly LedgerLine[]> {
  const keys = await ports.objects.list(`ledger/${endpoint}/`);
  const entries = keys.filter((key) => !key.endsWith('.outcome.json')).sort();
  return Promise.all(entries.map((key) => readLine(endpoint, key, keys, ports)));
}

async function readLine(endpoint: string, key: string, keys: readonly string[], ports: Ports): Promise<LedgerLine> {
  const entry = (await readJson(key, ports)) as LedgerEntry;
  const closed = outcomeKey(endpoint, entry.generation);
  return keys.includes(closed) ? { entry, outcome: (await readJson(closed, ports)) as LedgerOutcome } : { entry };
}

/**
 * Takes the next free generation. A run that was killed after taking one finds its own unfinished entry by spec and goes on
 * with it; a concurrent run that was faster pushes this one to the following number.
 */
export async function claimGeneration(
  wanted: Omit<LedgerEntry, 'schema' | 'generation'>,
  ports: Ports,
): Promise<LedgerEntry> {
  const ledger = await readLedger(wanted.endpoint, ports);
  const newest = ledger.at(-1);
  if (newest !== undefined && newest.outcome === undefined && newest.entry.spec === wanted.spec) return newest.entry;
  for (let generation = (newest?.entry.generation ?? 0) + 1; ; generation += 1) {
    const entry: LedgerEntry = { schema: 'ledger-v1', generation, ...wanted };
    if (await ports.objects.claim(ledgerKey(wanted.endpoint, generation), canonicalJson(entry))) return entry;
  }
}

/** Closes a generation. The first outcome stands: a resumed run that comes to the same end changes nothing. */
export async function closeGeneration(
  entry: LedgerEntry,
  outcome: DeployOutcome,
  ports: Ports,
  reason?: string,
): Promise<void> {
  const record: LedgerOutcome = {
    schema: 'ledger-outcome-v1',
    generation: entry.generation,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  };
  await ports.objects.claim(outcomeKey(entry.endpoint, entry.generation), canonicalJson(record));
}

/** The newest generation anybody has taken after this one. */
export async function newerGeneration(entry: LedgerEntry, ports: Ports): Promise<LedgerEntry | undefined> {
  // A generation that failed or was rolled back has given the endpoint back.
  const standing = (line: LedgerLine) => line.outcome?.outcome !== 'failed' && line.outcome?.outcome !== 'rolled-back';
  const newest = (await readLedger(entry.endpoint, ports)).findLast(standing)?.entry;
  return newest !== undefined && newest.generation > entry.generation ? newest : undefined;
}

async function readJson(key: string, ports: Ports): Promise<unknown> {
  const bytes = await ports.objects.read(ports.objects.uri(key));
  return JSON.parse(new TextDecoder().decode(bytes));
}

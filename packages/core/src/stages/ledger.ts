import { canonicalJson } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { ledgerKey } from '../domain/names.ts';
import type { Ports } from './ports.ts';
import { type LedgerEntry, type LedgerOutcome, ledgerEntry, ledgerOutcome } from './records/ledger-record.ts';
import { readLedgerRecord } from './records/read-ledger-record.ts';

export type { LedgerEntry, LedgerOutcome } from './records/ledger-record.ts';

export type DeployOutcome = LedgerOutcome['outcome'];

export interface LedgerLine {
  readonly entry: LedgerEntry;
  readonly outcome?: LedgerOutcome;
}

type LedgerPorts = Pick<Ports, 'objects'>;

const outcomeKey = (endpoint: string, generation: number) =>
  ledgerKey(endpoint, generation).replace(/\.json$/, '.outcome.json');

/** Every generation of an endpoint, oldest first. Throws LEDGER_INVALID. */
export async function readLedger(endpoint: string, ports: LedgerPorts): Promise<readonly LedgerLine[]> {
  const keys = await ports.objects.list(`ledger/${endpoint}/`);
  const entries = keys.filter((key) => !key.endsWith('.outcome.json')).sort();
  return Promise.all(entries.map((key) => readLine(endpoint, key, keys, ports)));
}

async function readLine(
  endpoint: string,
  key: string,
  keys: readonly string[],
  ports: LedgerPorts,
): Promise<LedgerLine> {
  const entry = await readLedgerRecord(key, ledgerEntry, ports);
  const closed = outcomeKey(endpoint, entry.generation);
  return keys.includes(closed) ? { entry, outcome: await readLedgerRecord(closed, ledgerOutcome, ports) } : { entry };
}

/**
 * Takes the next free generation. A run that was killed after taking one finds its own unfinished entry by spec and goes on
 * with it; so does a concurrent run that wants the very same. One that wants something else takes the following number.
 * `check` throws when the ledger forbids it; whatever is written after it looked has taken the number that it looked for.
 */
export async function claimGeneration(
  wanted: Omit<LedgerEntry, 'schema' | 'generation'>,
  ports: LedgerPorts,
  check: () => Promise<void> = async () => undefined,
): Promise<LedgerEntry> {
  for (;;) {
    const newest = (await readLedger(wanted.endpoint, ports)).at(-1);
    await check();
    if (newest !== undefined && newest.outcome === undefined && sameWish(newest.entry, wanted)) return newest.entry;
    const generation = (newest?.entry.generation ?? 0) + 1;
    const entry: LedgerEntry = { schema: 'ledger-v1', generation, ...wanted };
    if (await ports.objects.claim(ledgerKey(wanted.endpoint, generation), canonicalJson(entry))) return entry;
    // Somebody was faster: their entry is the newest now, so the next look is at a longer ledger.
    await mustBeThere(wanted.endpoint, generation, ports);
  }
}

const sameWish = (entry: LedgerEntry, wanted: Omit<LedgerEntry, 'schema' | 'generation'>): boolean =>
  entry.spec === wanted.spec && entry.action === wanted.action && entry.undoes === wanted.undoes;

/** A number that is taken and not listed would be tried for ever. */
async function mustBeThere(endpoint: string, generation: number, { objects }: LedgerPorts): Promise<void> {
  const key = ledgerKey(endpoint, generation);
  if ((await objects.list(`ledger/${endpoint}/`)).includes(key)) return;
  throw new MlopsError('LEDGER_INVALID', {
    location: objects.uri(key),
    reason: 'it exists and the listing does not show it',
  });
}

/** Closes a generation. The first outcome stands: a resumed run that comes to the same end changes nothing. */
export async function closeGeneration(
  entry: LedgerEntry,
  outcome: DeployOutcome,
  ports: LedgerPorts,
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

/** The newest generation after this one that somebody is deploying or has deployed. */
export async function newerGeneration(entry: LedgerEntry, ports: LedgerPorts): Promise<LedgerLine | undefined> {
  const newest = (await readLedger(entry.endpoint, ports)).findLast(isStanding);
  return newest !== undefined && newest.entry.generation > entry.generation ? newest : undefined;
}

/** Every other outcome has given the endpoint back. */
const isStanding = ({ outcome }: LedgerLine) => outcome === undefined || outcome.outcome === 'deployed';

/** The same archive in the same image: whatever it is called and however it is served. */
export const servesSameModel = (
  a: Pick<LedgerEntry, 'modelDigest' | 'image'>,
  b: Pick<LedgerEntry, 'modelDigest' | 'image'>,
): boolean => a.modelDigest === b.modelDigest && imageDigest(a.image) === imageDigest(b.image);

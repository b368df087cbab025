import { canonicalJson } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import { type LedgerEntry, type LedgerLine, readLedger, servesSameModel } from './ledger.ts';
import type { Ports } from './ports.ts';
import { ledgerRelease } from './records/ledger-record.ts';
import type { Quarantined } from './records/plan-record.ts';
import { readLedgerRecord } from './records/read-ledger-record.ts';

export type { Quarantined } from './records/plan-record.ts';

/** The models in quarantine of an endpoint, oldest first. Throws LEDGER_INVALID. */
export async function readQuarantine(endpoint: string, ports: Pick<Ports, 'objects'>): Promise<readonly Quarantined[]> {
  const [ledger, released] = await Promise.all([readLedger(endpoint, ports), readReleases(endpoint, ports)]);
  return quarantineOf(ledger).filter(({ since }) => !released.includes(since));
}

/**
 * What the ledger puts in quarantine, releases aside: a model that failed its smoke test and one that was rolled back. It follows
 * from the entries alone, so that no kill can come between going back and the quarantine.
 */
const quarantineOf = (ledger: readonly LedgerLine[]): readonly Quarantined[] =>
  ledger.flatMap((line) => [...failedSmoke(line, ledger), ...rolledBack(line, ledger)]);

function failedSmoke({ entry, outcome }: LedgerLine, ledger: readonly LedgerLine[]): readonly Quarantined[] {
  if (outcome?.outcome !== 'smoke-failed') return [];
  const instead = ledger.find((line) => line.entry.undoes === entry.generation)?.entry;
  return bad(entry, instead, entry.generation, `it failed its smoke test: ${outcome.reason ?? 'no reason was given'}`);
}

function rolledBack({ entry }: LedgerLine, ledger: readonly LedgerLine[]): readonly Quarantined[] {
  if (entry.action !== 'rollback') return [];
  const undone = ledger.find((line) => line.entry.generation === entry.undoes)?.entry;
  if (undone === undefined) return [];
  return bad(undone, entry, entry.generation, `it was rolled back: ${entry.reason ?? 'no reason was given'}`);
}

/** When the same model is served instead, only how it is served was wrong. */
function bad(
  entry: LedgerEntry,
  instead: LedgerEntry | undefined,
  since: number,
  reason: string,
): readonly Quarantined[] {
  if (instead !== undefined && servesSameModel(entry, instead)) return [];
  const { model, packageVersion, modelDigest, image } = entry;
  return [{ model, packageVersion, modelDigest, image, since, reason }];
}

/** Throws MODEL_QUARANTINED when the model is in quarantine. */
export function refuseQuarantined(
  endpoint: string,
  model: Pick<LedgerEntry, 'model' | 'packageVersion' | 'modelDigest' | 'image'>,
  quarantine: readonly Quarantined[],
): void {
  const found = quarantine.findLast((one) => servesSameModel(one, model));
  if (found === undefined) return;
  throw new MlopsError('MODEL_QUARANTINED', {
    endpoint,
    group: model.model,
    version: model.packageVersion,
    generation: found.since,
    reason: found.reason,
  });
}

/** Ends a quarantine for good; another failure of the same model is another quarantine. */
export async function liftQuarantine(
  endpoint: string,
  { since }: Quarantined,
  reason: string | undefined,
  ports: Ports,
): Promise<void> {
  const record = {
    schema: 'ledger-release-v1',
    generation: since,
    run: ports.placement.tags['mlops:run'] ?? null,
    ...(reason === undefined ? {} : { reason }),
  };
  await ports.objects.claim(releaseKey(endpoint, since), canonicalJson(record));
}

/** Beside the generations, under what the same right covers; no endpoint has a dot in its name. */
const releaseKey = (endpoint: string, since: number) => `${releasesOf(endpoint)}${String(since).padStart(6, '0')}.json`;

const releasesOf = (endpoint: string) => `ledger/${endpoint}.released/`;

async function readReleases(endpoint: string, ports: Pick<Ports, 'objects'>): Promise<readonly number[]> {
  const keys = await ports.objects.list(releasesOf(endpoint));
  const releases = await Promise.all(keys.map((key) => readLedgerRecord(key, ledgerRelease, ports)));
  return releases.map(({ generation }) => generation);
}

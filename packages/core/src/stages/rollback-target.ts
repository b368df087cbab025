import { MlopsError } from '../domain/errors.ts';
import { type LedgerEntry, type LedgerLine, servesSameModel } from './ledger.ts';
import type { Ports } from './ports.ts';
import { type Quarantined, readQuarantine, refuseQuarantined } from './quarantine.ts';

export interface RollbackWish {
  /** Generation whose model shall be served again; the last good one with another model when absent. */
  readonly generation?: number;
}

interface Situation {
  readonly endpoint: string;
  readonly ledger: readonly LedgerLine[];
  /** What the endpoint is in service with; undefined when that is none of our generations. */
  readonly live: LedgerLine | undefined;
  readonly wish: RollbackWish;
}

/** `already`: the wish is fulfilled. `gone`: it was, by this very run, and a later deploy has replaced it. */
export type RollbackTarget =
  | { readonly good: LedgerEntry; readonly undoes?: number }
  | { readonly already: LedgerEntry }
  | { readonly gone: LedgerEntry; readonly newer: LedgerLine };

/**
 * Where a roll-back leads. What is live decides, not how often it is asked: an endpoint that has just gone back stays, so that a
 * repeated or doubled run never goes back twice; going further back takes the number of a generation.
 * Throws ROLLBACK_IMPOSSIBLE and MODEL_QUARANTINED.
 */
export async function findRollback(situation: Situation, ports: Ports): Promise<RollbackTarget> {
  const { ledger, live, wish } = situation;
  const begun = unfinished(situation);
  if (begun !== undefined) return resumed(begun, ledger);
  const own = ledger.findLast((line) => isOurs(line, situation, ports));
  if (own !== undefined && live !== undefined && live.entry.generation > own.entry.generation)
    return { gone: own.entry, newer: live };
  if (live !== undefined && isFulfilled(live, ledger, wish)) return { already: live.entry };
  const quarantine = await readQuarantine(situation.endpoint, ports);
  const good = wish.generation === undefined ? lastOther(situation, quarantine) : named(situation, wish.generation);
  refuseQuarantined(situation.endpoint, good, quarantine);
  return { good, ...(live === undefined ? {} : { undoes: live.entry.generation }) };
}

/** A roll-back to the same place that was taken and not ended; nobody has taken a generation since. */
function unfinished({ ledger, wish }: Situation): LedgerEntry | undefined {
  const newest = ledger.at(-1);
  if (newest?.entry.action !== 'rollback' || newest.outcome !== undefined) return undefined;
  return wish.generation === undefined || wish.generation === newest.entry.revives ? newest.entry : undefined;
}

function resumed({ revives, undoes, ...entry }: LedgerEntry, ledger: readonly LedgerLine[]): RollbackTarget {
  const good = ledger.find((line) => line.entry.generation === revives)?.entry ?? entry;
  return { good, ...(undoes === undefined ? {} : { undoes }) };
}

/** What this run of a workflow has brought into service before; a terminal has no run to tell by. */
function isOurs({ entry, outcome }: LedgerLine, { wish }: Situation, { placement }: Ports): boolean {
  const run = placement.tags['mlops:run'];
  if (run === undefined || entry.run !== run || entry.action !== 'rollback') return false;
  return outcome?.outcome === 'deployed' && (wish.generation === undefined || wish.generation === entry.revives);
}

function isFulfilled({ entry, outcome }: LedgerLine, ledger: readonly LedgerLine[], { generation }: RollbackWish) {
  if (outcome?.outcome !== 'deployed') return false;
  if (generation === undefined) return entry.action !== undefined;
  return ledger.some((line) => line.entry.generation === generation && line.entry.spec === entry.spec);
}

function lastOther({ endpoint, ledger, live }: Situation, quarantine: readonly Quarantined[]): LedgerEntry {
  const isBad = (entry: LedgerEntry) =>
    (live !== undefined && servesSameModel(entry, live.entry)) || quarantine.some((one) => servesSameModel(one, entry));
  const good = ledger.findLast(
    ({ entry, outcome }) =>
      outcome?.outcome === 'deployed' &&
      entry.generation < (live?.entry.generation ?? Number.POSITIVE_INFINITY) &&
      !isBad(entry),
  );
  if (good !== undefined) return good.entry;
  const reason = 'no earlier generation was in service with another model that is not in quarantine';
  throw new MlopsError('ROLLBACK_IMPOSSIBLE', { endpoint, reason });
}

function named({ endpoint, ledger }: Situation, generation: number): LedgerEntry {
  const line = ledger.find(({ entry }) => entry.generation === generation);
  if (line?.outcome?.outcome === 'deployed') return line.entry;
  const reason =
    line === undefined
      ? `the ledger has no generation ${generation}`
      : `generation ${generation} is ${line.outcome?.outcome ?? 'unfinished'}, and only what was in service and proven can come back`;
  throw new MlopsError('ROLLBACK_IMPOSSIBLE', { endpoint, reason });
}

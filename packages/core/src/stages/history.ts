import { type LedgerLine, readLedger } from './ledger.ts';
import type { Ports } from './ports.ts';
import { type Quarantined, readQuarantine } from './quarantine.ts';
import { nameOf } from './serve-plan.ts';

/** What an endpoint has served and what must not be deployed to it. */
export interface EndpointHistory {
  readonly endpoint: string;
  readonly status: string;
  /** Generation that the endpoint is in service with; null when it is none of ours. */
  readonly generation: number | null;
  /** Oldest first. */
  readonly ledger: readonly LedgerLine[];
  readonly quarantine: readonly Quarantined[];
}

/** Reads the ledger of an endpoint; nothing is changed. Throws LEDGER_INVALID. */
export async function endpointHistory(endpoint: string, ports: Ports): Promise<EndpointHistory> {
  const [state, ledger, quarantine] = await Promise.all([
    ports.endpoints.observe(endpoint),
    readLedger(endpoint, ports),
    readQuarantine(endpoint, ports),
  ]);
  const live = ledger.find(({ entry }) => nameOf(entry) === state?.configName);
  return {
    endpoint,
    status: state?.status ?? 'absent',
    generation: live?.entry.generation ?? null,
    ledger,
    quarantine,
  };
}

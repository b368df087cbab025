import type { ConfigParts } from '../config/parts.ts';
import type { Ports } from './ports.ts';
import { liftQuarantine, type Quarantined, readQuarantine } from './quarantine.ts';

export interface ReleaseOptions {
  /** Version of the model package; every model in quarantine when absent. */
  readonly version?: number;
  readonly reason?: string;
  readonly destination: string;
}

export interface ReleaseResult {
  /** `unchanged`: nothing was in quarantine. */
  readonly outcome: 'released' | 'unchanged';
  readonly endpoint: string;
  readonly destination: string;
  readonly released: readonly Quarantined[];
}

/** Lifts the quarantine of a version, or of every model, of the endpoint. Nothing is deployed. Throws LEDGER_INVALID. */
export async function releaseStage(
  config: ConfigParts<'serve'>,
  { version, reason, destination }: ReleaseOptions,
  ports: Ports,
): Promise<ReleaseResult> {
  const { endpoint } = config.serve;
  const quarantine = await readQuarantine(endpoint, ports);
  const released = quarantine.filter((one) => version === undefined || one.packageVersion === version);
  ports.signal.throwIfAborted();
  for (const one of released) await liftQuarantine(endpoint, one, reason, ports);
  return { outcome: released.length === 0 ? 'unchanged' : 'released', endpoint, destination, released };
}

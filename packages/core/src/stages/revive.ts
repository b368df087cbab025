import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';
import { modelKey } from '../domain/names.ts';
import { cleanUp } from './clean-up.ts';
import { deploy } from './deploy.ts';
import { claimGeneration, closeGeneration, type LedgerEntry, type LedgerLine } from './ledger.ts';
import { unlessOvertaken } from './overtaken.ts';
import type { Ports } from './ports.ts';
import { prove } from './prove.ts';
import type { Proof } from './results.ts';
import { generationOfEntry } from './serve-plan.ts';

export interface Revival {
  /** Generation whose model and way of serving is wanted again. */
  readonly good: LedgerEntry;
  /** Generation that goes out of service; absent when it is none of ours. */
  readonly undoes?: number;
  readonly action: NonNullable<LedgerEntry['action']>;
  readonly reason?: string;
}

export interface Revived {
  readonly entry: LedgerEntry;
  /** Absent when a newer generation owns the endpoint. */
  readonly proof?: Proof;
  readonly newer?: LedgerLine;
}

/**
 * Serves the model of an earlier generation again, as it was served then, in a generation of its own: taken, deployed, proven and
 * closed as every other, so that a killed run is resumed as every other.
 * Throws ROLLBACK_IMPOSSIBLE when the archive is gone, and what deploying and proving throw.
 */
export async function revive(config: ConfigParts<'serve'>, revival: Revival, ports: Ports): Promise<Revived> {
  const { good } = revival;
  const modelUri = ports.objects.uri(modelKey(good.modelDigest));
  if (!(await ports.objects.exists(modelUri)))
    throw new MlopsError('ROLLBACK_IMPOSSIBLE', {
      endpoint: good.endpoint,
      reason: `the archive of generation ${good.generation} is gone from ${modelUri}`,
    });
  const entry = await claimGeneration(wanted(revival, ports), ports);
  const newer = await deploy(entry, generationOfEntry(entry, modelUri, config), ports);
  if (newer !== undefined) return handedOver(entry, newer, ports);
  const proven = await unlessOvertaken(entry, ports, () => prove(entry, ports));
  if ('newer' in proven) return handedOver(entry, proven.newer, ports);
  await closeGeneration(entry, 'deployed', ports);
  await cleanUp(entry, ports);
  return { entry, proof: proven.done };
}

async function handedOver(entry: LedgerEntry, newer: LedgerLine, ports: Ports): Promise<Revived> {
  if (newer.outcome !== undefined) await closeGeneration(entry, 'superseded', ports);
  return { entry, newer };
}

function wanted({ good, undoes, action, reason }: Revival, ports: Ports): Omit<LedgerEntry, 'schema' | 'generation'> {
  const { schema: _schema, generation, action: _action, undoes: _undoes, reason: _reason, ...same } = good;
  return {
    ...same,
    run: ports.placement.tags['mlops:run'] ?? null,
    action,
    revives: generation,
    ...(undoes === undefined ? {} : { undoes }),
    ...(reason === undefined ? {} : { reason }),
  };
}

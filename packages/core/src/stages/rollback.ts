import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';
import { settled } from './deploy.ts';
import { type LedgerEntry, type LedgerLine, readLedger, servesSameModel } from './ledger.ts';
import { replaced, superseded, unlessOvertaken } from './overtaken.ts';
import type { Ports } from './ports.ts';
import { prove } from './prove.ts';
import { publishEntry } from './publish-entry.ts';
import { type Quarantined, readQuarantine } from './quarantine.ts';
import type { ServeResult } from './results.ts';
import { finishRevert } from './revert.ts';
import { type Revived, revive } from './revive.ts';
import { findRollback, type RollbackWish } from './rollback-target.ts';
import { nameOf } from './serve-plan.ts';
import { smoke, smokeFailures } from './smoke.ts';
import { readSmoke } from './smoke-suite.ts';

export interface RollbackOptions extends RollbackWish {
  readonly destination: string;
  /** Why the model that is served now is bad; kept in the ledger. */
  readonly reason?: string;
}

type RollbackConfig = ConfigParts<'serve'>;

/**
 * Serves an earlier model again, and puts the one that is served now in quarantine. A second run with the same wish finds the
 * endpoint where the first one brought it and does not go back further.
 * Throws ROLLBACK_IMPOSSIBLE, MODEL_QUARANTINED, SMOKE_FAILED (nothing is reverted then), and what a deploy throws.
 */
export async function rollbackStage(
  config: RollbackConfig,
  options: RollbackOptions,
  ports: Ports,
): Promise<ServeResult> {
  const { endpoint } = config.serve;
  await readSmoke(config, ports);
  await finishRevert(config, ports);
  const state = await settled(endpoint, ports);
  const ledger = await readLedger(endpoint, ports);
  const live = ledger.find(({ entry }) => nameOf(entry) === state?.configName);
  const found = await findRollback({ endpoint, ledger, live, wish: options }, ports);
  if ('gone' in found) return { ...about(found.gone, options), ...(await replaced(found.gone, found.newer, ports)) };
  if ('already' in found) return shown('unchanged', config, options, { entry: found.already, ledger }, ports);
  const { good, undoes } = found;
  const { reason } = options;
  const revived = await revive(
    config,
    {
      good,
      action: 'rollback',
      ...(undoes === undefined ? {} : { undoes }),
      ...(reason === undefined ? {} : { reason }),
    },
    ports,
  );
  return rolledBack(config, options, revived, ports, live?.entry.modelDigest);
}

async function rolledBack(
  config: RollbackConfig,
  options: RollbackOptions,
  { entry, newer }: Revived,
  ports: Ports,
  previousModelDigest: string | undefined,
): Promise<ServeResult> {
  const handedOver = async (to: LedgerLine) => ({ ...about(entry, options), ...(await superseded(entry, to, ports)) });
  if (newer !== undefined) return handedOver(newer);
  const ledger = await readLedger(entry.endpoint, ports);
  const result = await unlessOvertaken(entry, ports, () =>
    shown('rolled-back', config, options, { entry, ledger }, ports),
  );
  if ('newer' in result) return handedOver(result.newer);
  return { ...result.done, ...(previousModelDigest === undefined ? {} : { previousModelDigest }) };
}

async function shown(
  outcome: 'rolled-back' | 'unchanged',
  config: RollbackConfig,
  options: RollbackOptions,
  { entry, ledger }: { readonly entry: LedgerEntry; readonly ledger: readonly LedgerLine[] },
  ports: Ports,
): Promise<ServeResult> {
  const { endpoint, generation } = entry;
  const proof = await prove(entry, ports);
  const answers = await smoke(config, entry, ports);
  const failures = smokeFailures(answers);
  const left = `The endpoint stays on generation ${generation}: a roll-back is not reverted.`;
  if (failures.length > 0) throw new MlopsError('SMOKE_FAILED', { endpoint, failures, left });
  return {
    ...about(entry, options),
    outcome,
    ...undone(entry, ledger, await readQuarantine(endpoint, ports)),
    proof,
    smoke: answers,
    records: await publishEntry(entry, ports),
  };
}

const about = (entry: LedgerEntry, { destination }: RollbackOptions) => ({
  endpoint: entry.endpoint,
  destination,
  generation: entry.generation,
  package: { group: entry.model, version: entry.packageVersion },
  modelDigest: entry.modelDigest,
  image: entry.image,
});

function undone(
  entry: LedgerEntry,
  ledger: readonly LedgerLine[],
  quarantine: readonly Quarantined[],
): Pick<ServeResult, 'undone'> {
  const line = ledger.find((one) => one.entry.generation === entry.undoes);
  if (line === undefined) return {};
  const { reason } = entry;
  const quarantined = quarantine.some((one) => servesSameModel(one, line.entry));
  return {
    undone: { generation: line.entry.generation, quarantined, ...(reason === undefined ? {} : { reason }) },
  };
}

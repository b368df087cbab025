import type { ConfigParts } from '../config/parts.ts';
import { isMlopsError, MlopsError } from '../domain/errors.ts';
import {
  closeGeneration,
  type LedgerEntry,
  type LedgerLine,
  newerGeneration,
  readLedger,
  servesSameModel,
} from './ledger.ts';
import type { Ports } from './ports.ts';
import { quarantineOf } from './quarantine.ts';
import { revive } from './revive.ts';

/**
 * Ends a deploy whose smoke test failed: the failure is written down first, which puts the model in quarantine, then the endpoint
 * goes back to the last good generation, as a generation of its own. Returns SMOKE_FAILED, which says what came of it.
 */
export async function revert(
  config: ConfigParts<'serve'>,
  bad: LedgerEntry,
  failures: readonly string[],
  ports: Ports,
): Promise<MlopsError> {
  const { endpoint } = bad;
  await closeGeneration(bad, 'smoke-failed', ports, failures.join('; '));
  const newer = await newerGeneration(bad, ports);
  const failed = (left: string, cause?: unknown) =>
    new MlopsError('SMOKE_FAILED', { endpoint, failures, left }, ...(cause === undefined ? [] : [{ cause }]));
  if (newer !== undefined) return failed(`Generation ${newer.entry.generation} is taking the endpoint over.`);
  try {
    return failed(await goBack(config, bad, ports));
  } catch (error) {
    if (!isMlopsError(error) || ports.signal.aborted) throw error;
    return failed(`Going back failed, so the endpoint may still serve this model. ${error.message}`, error);
  }
}

/**
 * A run that was killed between a failed smoke test and the end of going back is finished here. When that is not possible, it is
 * said, and what this run is for goes on: it may well be the way out.
 */
export async function finishRevert(config: ConfigParts<'serve'>, ports: Ports): Promise<void> {
  const ledger = await readLedger(config.serve.endpoint, ports);
  const bad = unfinishedRevert(ledger);
  if (bad === undefined || lastGood(bad, ledger) === undefined) return;
  const warn = (text: string) => ports.progress({ type: 'warning', step: 'deploy', text });
  warn(`generation ${bad.generation} failed its smoke test and an earlier run did not get to going back`);
  try {
    warn(await goBack(config, bad, ports));
  } catch (error) {
    if (!isMlopsError(error) || ports.signal.aborted) throw error;
    warn(`going back failed: ${error.message}`);
  }
}

/** The generation that is still to be taken out of service. */
function unfinishedRevert(ledger: readonly LedgerLine[]): LedgerEntry | undefined {
  const newest = ledger.at(-1);
  if (newest?.entry.action === 'revert' && newest.outcome === undefined)
    return ledger.find(({ entry }) => entry.generation === newest.entry.undoes)?.entry;
  const shown = ledger.findLast(({ outcome }) => ['deployed', 'smoke-failed'].includes(outcome?.outcome ?? ''));
  if (shown?.outcome?.outcome !== 'smoke-failed') return undefined;
  return ledger.some(({ entry }) => entry.undoes === shown.entry.generation) ? undefined : shown.entry;
}

/** The generation before that was in service and proven, unless its own model is in quarantine. */
function lastGood(bad: LedgerEntry, ledger: readonly LedgerLine[]): LedgerEntry | undefined {
  const before = ledger.filter(({ entry }) => entry.generation < bad.generation);
  const quarantine = quarantineOf(before);
  return before.findLast(
    ({ entry, outcome }) =>
      outcome?.outcome === 'deployed' &&
      entry.spec !== bad.spec &&
      !quarantine.some((one) => servesSameModel(one, entry)),
  )?.entry;
}

async function goBack(config: ConfigParts<'serve'>, bad: LedgerEntry, ports: Ports): Promise<string> {
  const good = lastGood(bad, await readLedger(bad.endpoint, ports));
  if (good === undefined)
    return `There is no earlier generation to go back to: the endpoint still serves generation ${bad.generation}, whose model is in quarantine.`;
  const { entry, newer } = await revive(
    config,
    { good, undoes: bad.generation, action: 'revert', reason: `generation ${bad.generation} failed its smoke test` },
    ports,
  );
  const what = `${good.model} version ${good.packageVersion}, model sha256:${good.modelDigest}`;
  if (newer !== undefined) return `Generation ${newer.entry.generation} took over on the way back to ${what}.`;
  return `The endpoint was reverted: it serves ${what}, again, as generation ${entry.generation}.`;
}

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
import { readQuarantine } from './quarantine.ts';
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
  if (bad === undefined || (await lastGood(bad, ports)) === undefined) return;
  const warn = (text: string) => ports.progress({ type: 'warning', step: 'deploy', text });
  warn(`generation ${bad.generation} failed its smoke test and an earlier run did not get to going back`);
  try {
    warn(await goBack(config, bad, ports));
  } catch (error) {
    if (!isMlopsError(error) || ports.signal.aborted) throw error;
    warn(`going back failed: ${error.message}`);
  }
}

/**
 * The generation that is still to be taken out of service: the last one that was, unless going back from it came to an end. An end
 * that was bad is not tried for ever; one that another deploy pushed aside, and that then came to nothing itself, is no end.
 */
function unfinishedRevert(ledger: readonly LedgerLine[]): LedgerEntry | undefined {
  const shown = ledger.findLast(({ outcome }) => ['deployed', 'smoke-failed'].includes(outcome?.outcome ?? ''));
  if (shown?.outcome?.outcome !== 'smoke-failed') return undefined;
  const tries = ledger.filter(({ entry }) => entry.undoes === shown.entry.generation);
  const ended = tries.some(({ outcome }) => outcome !== undefined && outcome.outcome !== 'superseded');
  return ended ? undefined : shown.entry;
}

/** The generation before that was in service and proven, unless its own model is in quarantine. */
async function lastGood(bad: LedgerEntry, ports: Ports): Promise<LedgerEntry | undefined> {
  const [ledger, held] = await Promise.all([readLedger(bad.endpoint, ports), readQuarantine(bad.endpoint, ports)]);
  // The quarantine that this very failure imposes is no reason against the same model, served as it was before.
  const quarantine = held.filter(({ since }) => since < bad.generation);
  return ledger.findLast(
    ({ entry, outcome }) =>
      entry.generation < bad.generation &&
      outcome?.outcome === 'deployed' &&
      entry.spec !== bad.spec &&
      !quarantine.some((one) => servesSameModel(one, entry)),
  )?.entry;
}

async function goBack(config: ConfigParts<'serve'>, bad: LedgerEntry, ports: Ports): Promise<string> {
  const good = await lastGood(bad, ports);
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

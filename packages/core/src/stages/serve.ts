import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';
import { bringArchive } from './bring-archive.ts';
import { servedModel } from './champion.ts';
import { cleanUp } from './clean-up.ts';
import { deploy } from './deploy.ts';
import { claimGeneration, closeGeneration, type LedgerEntry, readLedger } from './ledger.ts';
import { overtaken, replacedSince, superseded } from './overtaken.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { prove } from './prove.ts';
import { publishEntry } from './publish-entry.ts';
import { readQuarantine, refuseQuarantined } from './quarantine.ts';
import { resolvePackage } from './resolve-package.ts';
import type { ServeResult } from './results.ts';
import { finishRevert, revert } from './revert.ts';
import { generationOfEntry, nameOf, planOf, type ServePlan } from './serve-plan.ts';
import { smoke, smokeFailures } from './smoke.ts';
import { readSmoke } from './smoke-suite.ts';

export interface ServeOptions {
  /** Version of the model package; the newest deployable one when absent. */
  readonly version?: number;
  readonly destination: string;
}

type ServeConfig = ConfigParts<'register' | 'serve'>;
type Outcome = Omit<
  ServeResult,
  'endpoint' | 'destination' | 'package' | 'modelDigest' | 'image' | 'previousModelDigest'
>;

/**
 * The serve stage: resolve → deploy → prove → smoke. Green means that the endpoint serves the requested model, shown by four
 * facts. A second run with the same version creates nothing, and a repeated one does not undo a later one. A failed smoke test
 * takes the endpoint back to the last good generation. Throws DEPLOY_ROLLED_BACK, ENDPOINT_FAILED, PROOF_FAILED, SMOKE_FAILED and
 * what resolving and AWS calls throw.
 */
export async function serveStage(config: ServeConfig, options: ServeOptions, ports: Ports): Promise<ServeResult> {
  // A mistake in the request file is found before anything is deployed.
  await readSmoke(config, ports);
  await finishRevert(config, ports);
  const pkg = await resolvePackage(config, options.version, ports);
  const { endpoint } = config.serve;
  const plan = planOf(config, pkg);
  const previous = await servedModel(endpoint, ports);
  const live = await liveGeneration(endpoint, plan, ports);
  const outcome =
    live === undefined
      ? ((await replacedSince(endpoint, plan, ports)) ?? (await roll(config, pkg, plan, ports)))
      : await unchanged(config, live, ports);
  return {
    endpoint,
    destination: options.destination,
    package: { group: pkg.group, version: pkg.version },
    modelDigest: plan.modelDigest,
    image: plan.image,
    ...(previous === undefined ? {} : { previousModelDigest: previous.digest }),
    ...outcome,
  };
}

/** The deployed generation of this very spec, when the endpoint is in service with it. */
async function liveGeneration(endpoint: string, plan: ServePlan, ports: Ports): Promise<LedgerEntry | undefined> {
  const state = await ports.endpoints.observe(endpoint);
  if (state?.status !== 'InService') return undefined;
  const ledger = await readLedger(endpoint, ports);
  return ledger.findLast(
    ({ entry, outcome }) =>
      entry.spec === plan.spec && outcome?.outcome === 'deployed' && state.configName === nameOf(entry),
  )?.entry;
}

/** Nothing to roll out; the proof and the smoke test are made anew all the same. */
async function unchanged(config: ServeConfig, live: LedgerEntry, ports: Ports): Promise<Outcome> {
  const { endpoint, generation, modelDigest } = live;
  ports.progress({ type: 'unchanged', step: 'deploy', name: nameOf(live), digest: modelDigest });
  const { failures, ...outcome } = await shownOrOvertaken('unchanged', config, live, ports);
  if (failures.length === 0) return outcome;
  const left = `Nothing was changed: the endpoint serves generation ${generation}, as before this run.`;
  throw new MlopsError('SMOKE_FAILED', { endpoint, failures, left });
}

/** Takes a generation and makes the endpoint serve it. */
async function roll(config: ServeConfig, pkg: ModelPackage, plan: ServePlan, ports: Ports): Promise<Outcome> {
  const { endpoint } = config.serve;
  const run = ports.placement.tags['mlops:run'] ?? null;
  const { modelUri } = await bringArchive(pkg, ports);
  const wanted = { ...plan, endpoint, model: pkg.group, packageVersion: pkg.version, run };
  const entry = await claimGeneration(wanted, ports, async () =>
    refuseQuarantined(endpoint, wanted, await readQuarantine(endpoint, ports)),
  );
  const newer = await deploy(entry, generationOfEntry(entry, modelUri, config), ports);
  if (newer !== undefined) return superseded(entry, newer, ports);
  const { failures, ...outcome } = await shownOrOvertaken('deployed', config, entry, ports);
  if (failures.length > 0) throw await revert(config, entry, failures, ports);
  if (outcome.outcome === 'superseded') return outcome;
  await closeGeneration(entry, 'deployed', ports);
  await cleanUp(entry, ports);
  return outcome;
}

/** A newer run may take the endpoint while this one proves and asks: then it finds the wrong model for a good reason. */
async function shownOrOvertaken(
  outcome: 'deployed' | 'unchanged',
  config: ServeConfig,
  entry: LedgerEntry,
  ports: Ports,
): Promise<Shown> {
  const result = await attempt(() => shown(outcome, config, entry, ports));
  if ('outcome' in result && result.failures.length === 0) return result;
  ports.signal.throwIfAborted();
  const newer = await overtaken(entry, ports);
  if (newer !== undefined) return { ...(await superseded(entry, newer, ports)), failures: [] };
  if ('outcome' in result) return result;
  throw result.error;
}

type Shown = Outcome & { readonly failures: readonly string[] };

async function shown(
  outcome: 'deployed' | 'unchanged',
  config: ServeConfig,
  entry: LedgerEntry,
  ports: Ports,
): Promise<Shown> {
  const proof = await prove(entry, ports);
  const answers = await smoke(config, entry, ports);
  const records = await publishEntry(entry, ports);
  return { outcome, generation: entry.generation, proof, smoke: answers, records, failures: smokeFailures(answers) };
}

/** The failure is data here: who owns the endpoint decides what it means. */
async function attempt<T extends object>(work: () => Promise<T>): Promise<T | { readonly error: unknown }> {
  try {
    return await work();
  } catch (error) {
    return { error };
  }
}

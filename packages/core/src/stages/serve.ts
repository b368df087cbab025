import type { MlopsConfig } from '../config/types.ts';
import { servedModel } from './champion.ts';
import { cleanUp } from './clean-up.ts';
import { deploy } from './deploy.ts';
import { claimGeneration, closeGeneration, type LedgerEntry, newerGeneration, readLedger } from './ledger.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { prove } from './prove.ts';
import { resolvePackage } from './resolve-package.ts';
import type { ServeResult } from './results.ts';
import { generationOfEntry, nameOf, planOf, type ServePlan } from './serve-plan.ts';
import { checkSmoke, smoke } from './smoke.ts';

export interface ServeOptions {
  /** Version of the model package; the newest deployable one when absent. */
  readonly version?: number;
  readonly destination: string;
}

/**
 * The serve stage: resolve → deploy → prove → smoke. Green means that the endpoint serves the requested model, shown by four
 * facts. A second run with the same version creates nothing.
 * Throws DEPLOY_ROLLED_BACK, ENDPOINT_FAILED, PROOF_FAILED, SMOKE_FAILED and what resolving and AWS calls throw.
 */
export async function serveStage(config: MlopsConfig, options: ServeOptions, ports: Ports): Promise<ServeResult> {
  await checkSmoke(config, ports);
  const pkg = await resolvePackage(config, options.version, ports);
  const { endpoint } = config.serve;
  const plan = planOf(config, pkg);
  const previous = await servedModel(endpoint, ports);
  const live = await liveGeneration(endpoint, plan, ports);
  const outcome =
    live === undefined ? await roll(config, pkg, plan, ports) : await unchanged(config, plan, live, ports);
  return {
    endpoint,
    destination: options.destination,
    package: { group: pkg.group, version: pkg.version },
    modelDigest: plan.modelDigest,
    ...(previous === undefined ? {} : { previousModelDigest: previous.digest }),
    ...outcome,
  };
}

type Outcome = Pick<ServeResult, 'outcome' | 'generation' | 'supersededBy' | 'proof' | 'smoke' | 'records'>;

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
async function unchanged(config: MlopsConfig, plan: ServePlan, live: LedgerEntry, ports: Ports): Promise<Outcome> {
  ports.progress({ type: 'unchanged', step: 'deploy', name: nameOf(live), digest: plan.modelDigest });
  return shown('unchanged', config, plan, live, ports);
}

/** Takes a generation and makes the endpoint serve it. */
async function roll(config: MlopsConfig, pkg: ModelPackage, plan: ServePlan, ports: Ports): Promise<Outcome> {
  const { endpoint } = config.serve;
  const run = ports.placement.tags['mlops:run'] ?? null;
  const entry = await claimGeneration({ ...plan, endpoint, model: pkg.group, packageVersion: pkg.version, run }, ports);
  await deploy(entry, generationOfEntry(config, pkg, entry), ports);
  const newer = await newerGeneration(entry, ports);
  if (newer !== undefined) return superseded(entry, newer, ports);
  const outcome = await shownOrSuperseded(config, plan, entry, ports);
  if (outcome.outcome !== 'deployed') return outcome;
  await closeGeneration(entry, 'deployed', ports);
  await cleanUp(entry, ports);
  return outcome;
}

/** A newer run may take over while this one proves: then its proof fails for a good reason. */
async function shownOrSuperseded(
  config: MlopsConfig,
  plan: ServePlan,
  entry: LedgerEntry,
  ports: Ports,
): Promise<Outcome> {
  try {
    return await shown('deployed', config, plan, entry, ports);
  } catch (error) {
    const newer = await newerGeneration(entry, ports);
    if (newer === undefined) throw error;
    return superseded(entry, newer, ports);
  }
}

async function shown(
  outcome: 'deployed' | 'unchanged',
  config: MlopsConfig,
  plan: ServePlan,
  entry: LedgerEntry,
  ports: Ports,
): Promise<Outcome> {
  const proof = await prove(entry, plan, ports);
  const answers = await smoke(config, entry, ports);
  return { outcome, generation: entry.generation, proof, smoke: answers, records: await publish(entry, ports) };
}

/** A newer run owns the endpoint: nothing of ours stays unless the endpoint still uses it, and nothing of theirs is touched. */
async function superseded(entry: LedgerEntry, newer: LedgerEntry, ports: Ports): Promise<Outcome> {
  const state = await ports.endpoints.observe(entry.endpoint);
  if (state?.configName !== nameOf(entry)) await ports.endpoints.remove(nameOf(entry));
  await closeGeneration(entry, 'superseded', ports);
  ports.progress({ type: 'warning', step: 'deploy', text: `generation ${newer.generation} took over` });
  return {
    outcome: 'superseded',
    generation: entry.generation,
    supersededBy: `generation ${newer.generation}, model sha256:${newer.modelDigest}`,
    smoke: [],
    records: await publish(entry, ports),
  };
}

async function publish(entry: LedgerEntry, ports: Ports): Promise<ServeResult['records']> {
  const name = `${entry.endpoint}/ledger/${String(entry.generation).padStart(6, '0')}.json`;
  return { ledger: await ports.objects.publish(name, `${JSON.stringify(entry, undefined, 2)}\n`) };
}

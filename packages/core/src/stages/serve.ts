import type { MlopsConfig } from '../config/types.ts';
import { digestOf } from '../domain/canonical.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { generationName } from '../domain/names.ts';
import { MODEL_DIGEST, servedDigest } from './champion.ts';
import { cleanUp } from './clean-up.ts';
import { deploy } from './deploy.ts';
import {
  claimGeneration,
  closeGeneration,
  type LedgerEntry,
  type LedgerLine,
  newerGeneration,
  readLedger,
} from './ledger.ts';
import type { Generation, ModelPackage, Ports } from './ports.ts';
import { prove } from './prove.ts';
import { resolvePackage } from './resolve-package.ts';
import type { Proof, ServeResult, SmokeAnswer } from './results.ts';
import { smoke } from './smoke.ts';

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
  const pkg = await resolvePackage(config, options.version, ports);
  const { endpoint } = config.serve;
  const plan = planOf(config, pkg);
  const previous = await servedDigest(endpoint, ports);
  const live = await liveGeneration(endpoint, plan.spec, ports);
  const common = {
    endpoint,
    destination: options.destination,
    package: { group: pkg.group, version: pkg.version },
    modelDigest: plan.modelDigest,
    ...(previous === undefined ? {} : { previousModelDigest: previous }),
  };
  if (live !== undefined) {
    const name = generationName(endpoint, live.generation, plan.spec);
    ports.progress({ type: 'unchanged', step: 'deploy', name, digest: plan.modelDigest });
    const shown = await show(config, plan, live, ports);
    return {
      ...common,
      outcome: 'unchanged',
      generation: live.generation,
      ...shown,
      records: { ledger: await publish(live, ports) },
    };
  }
  const entry = await claimGeneration(
    {
      ...plan,
      endpoint,
      model: pkg.group,
      packageVersion: pkg.version,
      run: ports.placement.tags['mlops:run'] ?? null,
    },
    ports,
  );
  await deploy(entry, generation(config, pkg, entry, plan.spec), ports);
  const newer = await newerGeneration(entry, ports);
  if (newer !== undefined) return { ...common, ...(await superseded(entry, newer, ports)) };
  const shown = await show(config, plan, entry, ports);
  await closeGeneration(entry, 'deployed', ports);
  await cleanUp(entry, ports);
  return {
    ...common,
    outcome: 'deployed',
    generation: entry.generation,
    ...shown,
    records: { ledger: await publish(entry, ports) },
  };
}

interface Plan {
  readonly spec: string;
  readonly modelDigest: string;
  readonly image: string;
}

/** What the endpoint shall be, by content: names of packages and places are no part of it. */
function planOf(config: MlopsConfig, pkg: ModelPackage): Plan {
  const modelDigest = pkg.metadata[MODEL_DIGEST] ?? '';
  const { script, instanceType, instanceCount, startupTimeoutSeconds } = config.serve;
  const spec = digestOf({
    schema: 'serve-v1',
    modelDigest,
    image: imageDigest(pkg.image),
    script,
    instanceType,
    instanceCount,
    startupTimeoutSeconds,
  });
  return { spec, modelDigest, image: pkg.image };
}

/** The deployed generation of this very spec, when the endpoint is in service with it. */
async function liveGeneration(endpoint: string, spec: string, ports: Ports): Promise<LedgerEntry | undefined> {
  const state = await ports.endpoints.observe(endpoint);
  if (state?.status !== 'InService') return undefined;
  const serves = ({ entry, outcome }: LedgerLine) =>
    outcome?.outcome === 'deployed' && state.configName === generationName(endpoint, entry.generation, spec);
  return (await readLedger(endpoint, ports)).findLast(serves)?.entry;
}

const generation = (config: MlopsConfig, pkg: ModelPackage, entry: LedgerEntry, spec: string): Generation => ({
  name: generationName(entry.endpoint, entry.generation, spec),
  image: pkg.image,
  modelUri: pkg.modelUri,
  environment: { MLOPS_SERVE_SCRIPT: config.serve.script, MLOPS_MODEL_DIGEST: entry.modelDigest },
  instanceType: config.serve.instanceType,
  instanceCount: config.serve.instanceCount,
  startupTimeoutSeconds: config.serve.startupTimeoutSeconds,
});

async function show(
  config: MlopsConfig,
  plan: Plan,
  entry: LedgerEntry,
  ports: Ports,
): Promise<{ proof: Proof; smoke: readonly SmokeAnswer[] }> {
  const proof = await prove(entry, plan, ports);
  const answers = await smoke(config, entry, ports);
  return { proof, smoke: answers };
}

/** A newer run owns the endpoint: nothing of ours may stay, and nothing of theirs is touched. */
async function superseded(entry: LedgerEntry, newer: LedgerEntry, ports: Ports) {
  await closeGeneration(entry, 'superseded', ports);
  ports.progress({ type: 'warning', step: 'deploy', text: `generation ${newer.generation} took over` });
  return {
    outcome: 'superseded' as const,
    generation: entry.generation,
    supersededBy: `generation ${newer.generation}, model sha256:${newer.modelDigest}`,
    smoke: [],
    records: { ledger: await publish(entry, ports) },
  };
}

const publish = (entry: LedgerEntry, ports: Ports) =>
  ports.objects.publish(
    `${entry.endpoint}/ledger/${String(entry.generation).padStart(6, '0')}.json`,
    `${JSON.stringify(entry, undefined, 2)}\n`,
  );

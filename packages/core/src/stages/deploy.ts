import { MlopsError } from '../domain/errors.ts';
import { ensure } from './converge.ts';
import { closeGeneration, type LedgerEntry, type LedgerLine, newerGeneration } from './ledger.ts';
import { leaving } from './left.ts';
import type { EndpointState, Generation, Ports } from './ports.ts';
import { waitFor } from './wait.ts';

/** Provisioning of instances and the longest start-up check (3600 s) together. */
const TIMEOUT_SECONDS = 2 * 3600;
const TAIL_LINES = 20;
/** How often an update is sent again after other deploys were in its way. */
const MAX_TRIES = 5;
const SETTLED = ['InService', 'Failed', 'OutOfService', 'UpdateRollbackFailed'];

/**
 * Makes the endpoint serve one generation, or finds that it already does. The service's own word `InService` is not enough:
 * after a failed update it is in service with the old config, so only the config's name decides. Returns the newer generation
 * that owns the endpoint instead: whoever took the newest one may send the last update, whether it is through or not.
 * Throws DEPLOY_ROLLED_BACK, ENDPOINT_FAILED, TIMED_OUT, NAME_TAKEN, AWS_CALL_FAILED.
 */
export async function deploy(
  entry: LedgerEntry,
  generation: Generation,
  ports: Ports,
): Promise<LedgerLine | undefined> {
  const { endpoint } = entry;
  const { name } = generation;
  ports.progress({ type: 'started', step: 'deploy', text: `deploying ${name}` });
  const before = await leaving(
    'deploy',
    `generation ${entry.generation} is taken, its model and config ${name} may exist, and ${endpoint} was not changed`,
    ports,
    async () => {
      await ensureObjects(entry, generation, ports);
      return settled(endpoint, ports);
    },
  );
  const since = ports.clock.now();
  const newer = await newerGeneration(entry, ports);
  if (newer !== undefined) return newer;
  const after = await leaving(
    'deploy',
    `${endpoint} may be on its way to ${name}, and an update cannot be stopped`,
    ports,
    () => drive(before, entry, generation, ports),
  );
  if (after?.status === 'InService' && after.configName === name) {
    ports.progress({ type: 'finished', step: 'deploy', text: `${endpoint} serves ${name}` });
    return undefined;
  }
  const previous = before?.configName ?? 'nothing';
  return (await newerGeneration(entry, ports)) ?? refused(entry, generation, { after, previous, since }, ports);
}

async function ensureObjects(entry: LedgerEntry, generation: Generation, ports: Ports): Promise<void> {
  const { endpoints, clock, signal } = ports;
  const placement = placementOf(entry, ports);
  const { name } = generation;
  const observe = () => endpoints.generation(name);
  await ensure(
    { kind: 'model', name, spec: entry.spec, observe, create: () => endpoints.createModel(generation, placement) },
    clock,
    signal,
  );
  const observeConfig = () => endpoints.config(name);
  await ensure(
    {
      kind: 'endpoint config',
      name,
      spec: entry.spec,
      observe: observeConfig,
      create: () => endpoints.createConfig(generation, placement),
    },
    clock,
    signal,
  );
}

const placementOf = (entry: LedgerEntry, ports: Ports) => ({
  ...ports.placement,
  outputUri: '',
  tags: { ...ports.placement.tags, 'mlops:spec': entry.spec, 'mlops:model': entry.model },
});

/** Another deploy may hold the endpoint when ours is sent: then ours was refused, and is sent again when that one is through. */
async function drive(
  before: EndpointState | undefined,
  entry: LedgerEntry,
  generation: Generation,
  ports: Ports,
): Promise<EndpointState | undefined> {
  let state = before;
  for (let tried = 1; tried <= MAX_TRIES; tried += 1) {
    if (state?.configName === generation.name && state.status !== 'Failed') return state;
    const taken = await act(state, entry, generation, ports);
    state = await settled(entry.endpoint, ports);
    if (taken || (await newerGeneration(entry, ports)) !== undefined) return state;
  }
  return state;
}

/** Returns whether the service took our request; false when it was busy with another one. */
async function act(
  before: EndpointState | undefined,
  entry: LedgerEntry,
  generation: Generation,
  ports: Ports,
): Promise<boolean> {
  const { endpoints } = ports;
  ports.signal.throwIfAborted();
  if (before?.status === 'Failed') await endpoints.removeEndpoint(entry.endpoint);
  const start = async () => {
    if (before === undefined || before.status === 'Failed')
      return endpoints.create(entry.endpoint, generation.name, placementOf(entry, ports));
    return endpoints.update(entry.endpoint, generation.name);
  };
  try {
    await start();
    return true;
  } catch (error) {
    // The answer may be lost after the effect, or another deploy be on its way: what the endpoint comes to decides.
    const now = await endpoints.observe(entry.endpoint);
    const otherDeploy = now !== undefined && (!SETTLED.includes(now.status) || now.configName !== before?.configName);
    if (now?.configName !== generation.name && !otherDeploy) throw error;
    return now?.configName === generation.name || now?.status === 'Creating';
  }
}

/** Waits until nothing is in progress; undefined when there is no endpoint. Throws TIMED_OUT. */
export async function settled(endpoint: string, ports: Ports): Promise<EndpointState | undefined> {
  const first = await ports.endpoints.observe(endpoint);
  if (first === undefined || SETTLED.includes(first.status)) return first;
  return waitFor(
    {
      what: `The endpoint "${endpoint}"`,
      timeoutSeconds: TIMEOUT_SECONDS,
      observe: async () => {
        const state = await ports.endpoints.observe(endpoint);
        if (state !== undefined)
          ports.progress({ type: 'status', step: 'deploy', text: `${endpoint}: ${state.status}` });
        return state;
      },
      done: (state) => SETTLED.includes(state.status),
    },
    ports,
  );
}

interface Refusal {
  readonly after: EndpointState | undefined;
  readonly previous: string;
  /** When the deploy began, epoch milliseconds. */
  readonly since: number;
}

async function refused(
  entry: LedgerEntry,
  generation: Generation,
  { after, previous, since }: Refusal,
  ports: Ports,
): Promise<never> {
  const { endpoint } = entry;
  const tail = await ports.endpoints.logTail(endpoint, since, TAIL_LINES);
  const lastLines = tail.map((line) => line.message);
  const reason = after?.failureReason ?? 'the service gave no reason';
  const rolledBack = after?.status === 'InService';
  await closeGeneration(entry, rolledBack ? 'rolled-back' : 'failed', ports, reason);
  if (!rolledBack)
    throw new MlopsError('ENDPOINT_FAILED', { endpoint, status: after?.status ?? 'absent', reason, lastLines });
  await ports.endpoints.remove(generation.name);
  throw new MlopsError('DEPLOY_ROLLED_BACK', {
    endpoint,
    wanted: generation.name,
    serving: after.configName || previous,
    reason,
    lastLines,
  });
}

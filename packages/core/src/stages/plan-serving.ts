import type { ConfigParts } from '../config/parts.ts';
import { judgedPackages } from './champion.ts';
import { type LedgerEntry, type LedgerLine, readLedger, servesSameModel } from './ledger.ts';
import type { EndpointState, ModelPackage, Ports } from './ports.ts';
import { type Quarantined, readQuarantine } from './quarantine.ts';
import type { PlannedModel, ServingPlan } from './records/plan-record.ts';
import { asServed, choosePackage, refusedApproval } from './resolve-package.ts';
import type { ServeOptions } from './serve.ts';
import { nameOf, planOf, type ServePlan } from './serve-plan.ts';
import { readSmoke } from './smoke-suite.ts';

export interface PlanResult {
  readonly plan: ServingPlan;
  /** Local path of plan.json. */
  readonly record: string;
}

/**
 * Says what a deploy would do now. It approves, creates and changes nothing and takes no generation; its only trace is the record.
 * Throws MODEL_NOT_FOUND, OBJECT_NOT_FOUND and DATA_INVALID for the request file, LEDGER_INVALID.
 */
export async function planServing(
  config: ConfigParts<'register' | 'serve'>,
  { version, destination }: ServeOptions,
  ports: Ports,
): Promise<PlanResult> {
  const { endpoint } = config.serve;
  const [requests, state, ledger, quarantine, packages] = await Promise.all([
    readSmoke(config, ports),
    ports.endpoints.observe(endpoint),
    readLedger(endpoint, ports),
    readQuarantine(endpoint, ports),
    judgedPackages(config.model, ports),
  ]);
  const pkg = choosePackage(config, version, quarantine, packages);
  const wanted = planOf(config, pkg);
  const live = ledger.find(({ entry }) => nameOf(entry) === state?.configName);
  const reasons = refusals(config, pkg, quarantine);
  const plan: ServingPlan = {
    schema: 'plan-v1',
    endpoint,
    destination,
    effect: reasons.length > 0 ? 'refused' : effectOf(state, live, wanted),
    reasons,
    current: currentOf(state, live),
    wanted: { ...modelOf({ ...asServed(pkg), served: wanted.served }), approval: pkg.approval },
    smoke: requests.map(({ name }) => name),
    risks: risksOf(state, ledger, wanted),
    quarantine,
  };
  return {
    plan,
    record: await ports.objects.publish(`${endpoint}/plan.json`, `${JSON.stringify(plan, undefined, 2)}\n`),
  };
}

function refusals(
  config: ConfigParts<'register' | 'serve'>,
  pkg: ModelPackage,
  quarantine: readonly Quarantined[],
): readonly string[] {
  const held = quarantine.filter((one) => servesSameModel(one, asServed(pkg)));
  const unapproved = refusedApproval(config, pkg);
  return [
    ...held.map(({ since, reason }) => `In quarantine since generation ${since}: ${reason}.`),
    ...(unapproved === undefined ? [] : [unapproved.message]),
  ];
}

function effectOf(state: EndpointState | undefined, live: LedgerLine | undefined, wanted: ServePlan) {
  if (state === undefined || state.status === 'Failed') return 'create';
  const serves = state.status === 'InService' && live?.outcome?.outcome === 'deployed';
  return serves && live.entry.spec === wanted.spec ? 'unchanged' : 'update';
}

function currentOf(state: EndpointState | undefined, live: LedgerLine | undefined): ServingPlan['current'] {
  if (state === undefined) return null;
  const { status, configName } = state;
  const model = live === undefined ? null : modelOf(live.entry);
  return { status, configName, generation: live?.entry.generation ?? null, model };
}

const modelOf = (
  entry: Pick<LedgerEntry, 'model' | 'packageVersion' | 'modelDigest' | 'image' | 'served'>,
): PlannedModel => ({
  model: entry.model,
  version: entry.packageVersion,
  modelDigest: entry.modelDigest,
  image: entry.image,
  ...(entry.served === undefined ? {} : { served: entry.served }),
});

function risksOf(state: EndpointState | undefined, ledger: readonly LedgerLine[], wanted: ServePlan) {
  const newest = ledger.at(-1);
  const busy = state !== undefined && !['InService', 'Failed', 'OutOfService'].includes(state.status);
  const other = newest !== undefined && newest.outcome === undefined && newest.entry.spec !== wanted.spec;
  return [
    ...(busy ? [`The endpoint is ${state.status}: a deploy waits for that to end.`] : []),
    ...(other
      ? [
          `Generation ${newest.entry.generation} is taken and not through: a deploy now would take the endpoint from it.`,
        ]
      : []),
  ];
}

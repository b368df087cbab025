import { nowSeconds, type Services } from '../services.ts';
import { DeployError } from './deploy-error.ts';
import { startInstance } from './instance.ts';
import type { FleetPlan, VariantPlan } from './plan.ts';
import type { VariantSummary } from './record.ts';
import type { Instance } from './supervise.ts';
import { type Turns, weightedTurns } from './weighted-turns.ts';

/** A request's way to one instance. `leave` must be called when the answer is there. */
export interface Route {
  readonly variant: string;
  readonly port: number;
  readonly leave: () => void;
}

/** All instances of one deployed endpoint configuration. */
export interface Fleet {
  readonly plan: FleetPlan;
  readonly summaries: readonly VariantSummary[];
  /** Whether a variant of that name exists. */
  has(variant: string): boolean;
  /** Chooses a variant by weight, or the one asked for, and its least busy instance; undefined when none can answer. */
  enter(variant?: string): Route | undefined;
  /** Waits for the requests under way, then stops all instances. */
  retire(): Promise<void>;
}

interface Variant {
  readonly plan: VariantPlan;
  readonly instances: readonly Instance[];
}

/** Starts all instances at once. When one fails the others are stopped and its {@link DeployError} is thrown. */
export async function startFleet(services: Services, plan: FleetPlan): Promise<Fleet> {
  const started = await Promise.allSettled(plan.variants.map((variant) => startVariant(services, plan, variant)));
  const variants = started.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const failure = started.find((result) => result.status === 'rejected');
  if (failure === undefined) return fleetOf(plan, variants, nowSeconds(services));
  await Promise.all(variants.flatMap(({ instances }) => instances).map((instance) => instance.retire()));
  throw failure.reason;
}

async function startVariant(services: Services, plan: FleetPlan, variant: VariantPlan): Promise<Variant> {
  const image = await services.images.prepare(variant.image);
  const starts = Array.from({ length: variant.instanceCount }, () => startInstance(services, plan, variant, image));
  const started = await Promise.allSettled(starts);
  const instances = started.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const failure = started.find((result) => result.status === 'rejected');
  if (failure === undefined) return { plan: variant, instances };
  await Promise.all(instances.map((instance) => instance.retire()));
  throw failure.reason;
}

function fleetOf(plan: FleetPlan, variants: readonly Variant[], resolvedAt: number): Fleet {
  const byName = new Map(variants.map((variant) => [variant.plan.name, variant]));
  const turns: Turns = weightedTurns(plan.variants);
  return {
    plan,
    summaries: plan.variants.map((variant) => summaryOf(variant, resolvedAt)),
    has: (name) => byName.has(name),
    enter(name = turns.next()) {
      const instance = leastBusy(byName.get(name)?.instances ?? []);
      if (instance?.port === undefined) return undefined;
      return { variant: name, port: instance.port, leave: instance.enter() };
    },
    async retire() {
      await Promise.all(variants.flatMap(({ instances }) => instances).map((instance) => instance.retire()));
    },
  };
}

function leastBusy(instances: readonly Instance[]): Instance | undefined {
  return instances.filter(({ port }) => port !== undefined).sort((a, b) => a.inFlight - b.inFlight)[0];
}

function summaryOf(variant: VariantPlan, ResolutionTime: number): VariantSummary {
  return {
    VariantName: variant.name,
    // A process image is named by digest already, so the image asked for is the image that runs.
    DeployedImages: [{ SpecifiedImage: variant.image, ResolvedImage: variant.image, ResolutionTime }],
    CurrentWeight: variant.weight,
    DesiredWeight: variant.weight,
    CurrentInstanceCount: variant.instanceCount,
    DesiredInstanceCount: variant.instanceCount,
  };
}

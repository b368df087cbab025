import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '../services.ts';
import { startFleet } from './fleet.ts';
import type { FleetPlan } from './plan.ts';
import { deployFailure, type Endpoints } from './state.ts';

/** The transitions of endpoints. None of them rejects: what goes wrong is written into the endpoint's record. */
export interface Deployments {
  create(name: string, plan: FleetPlan): void;
  /** All at once and blue/green: the new fleet comes up beside the old one, which serves until it is ready. */
  update(name: string, plan: FleetPlan): void;
  /** Starts an endpoint of the previous server again; `note` becomes its FailureReason once it is back. */
  relaunch(name: string, plan: FleetPlan, note?: string): void;
  remove(name: string): void;
  /** Resolves when no transition is under way. */
  settled(): Promise<void>;
}

export function openDeployments(services: Services, endpoints: Endpoints): Deployments {
  const underWay = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    const tracked: Promise<void> = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };

  /** Brings a fleet up and takes it into service; the one it replaces is retired after its last answer. */
  const launch = async (name: string, plan: FleetPlan, onFailure: (reason: string) => void, note?: string) => {
    try {
      const fleet = await startFleet(services, plan);
      const replaced = endpoints.fleets.get(name);
      endpoints.inService(name, fleet);
      if (note !== undefined) endpoints.fallenBack(name, note);
      if (replaced !== undefined) inBackground(replaced.retire());
    } catch (error) {
      // A fleet that is stopped with the server has not failed: the next server starts it again.
      if (!services.closing.signal.aborted) onFailure(deployFailure(error));
    }
  };

  const remove = async (name: string) => {
    const fleet = endpoints.fleets.get(name);
    endpoints.fleets.delete(name);
    await fleet?.retire();
    await rm(join(services.workDir, 'runs', 'endpoints', name), { recursive: true, force: true });
    endpoints.removed(name);
  };

  return {
    create: (name, plan) => inBackground(launch(name, plan, (reason) => endpoints.failed(name, reason))),
    update: (name, plan) => inBackground(launch(name, plan, (reason) => endpoints.fallenBack(name, reason))),
    relaunch: (name, plan, note) => inBackground(launch(name, plan, (reason) => endpoints.failed(name, reason), note)),
    remove: (name) => inBackground(remove(name)),
    async settled() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}

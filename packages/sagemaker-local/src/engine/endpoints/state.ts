import { AwsError, type Records } from '../../contracts.ts';
import { cut, failureReason } from '../jobs/failure-reason.ts';
import { nowSeconds, type Services } from '../services.ts';
import { DeployError } from './deploy-error.ts';
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './plan.ts';
import type { DeployRequest, EndpointRecord } from './record.ts';

/** The stored endpoints, the fleets that serve them now, and every change of their records. */
export interface Endpoints {
  readonly records: Records<EndpointRecord>;
  /** What each endpoint runs, to start it again after a restart; private to the engine. */
  readonly plans: Records<FleetPlan>;
  readonly fleets: Map<string, Fleet>;
  /** Throws AwsError `ValidationException`, which is how SageMaker says "not found". */
  require(name: string, arn: string): EndpointRecord;
  updating(name: string, request: DeployRequest): void;
  relaunching(name: string): void;
  deleting(name: string): void;
  inService(name: string, fleet: Fleet): void;
  /** An update has failed: the endpoint is in service as before, and says why. */
  fallenBack(name: string, reason: string): void;
  failed(name: string, reason: string): void;
  removed(name: string): void;
}

export function openEndpoints(services: Services): Endpoints {
  const records = services.store.records<EndpointRecord>('endpoint');
  const plans = services.store.records<FleetPlan>('endpoint-plan');
  const fleets = new Map<string, Fleet>();
  /** Writes the record without what belongs to the past transition: its reason and what was pending. */
  const change = (name: string, fields: (now: number) => Partial<EndpointRecord>) => {
    const { FailureReason: _reason, PendingDeploymentSummary: _pending, ...kept } = requireRecord(name);
    const now = nowSeconds(services);
    records.put(name, { ...kept, LastModifiedTime: now, ...fields(now) });
  };
  const requireRecord = (name: string, arn = name) => {
    const record = records.get(name);
    if (record === undefined) throw new AwsError('ValidationException', `Could not find endpoint "${arn}".`);
    return record;
  };

  return {
    records,
    plans,
    fleets,
    require: requireRecord,
    updating: (name, { EndpointConfigName, DeploymentConfig }) =>
      change(name, (now) => ({
        EndpointStatus: 'Updating',
        PendingDeploymentSummary: { EndpointConfigName, StartTime: now },
        ...(DeploymentConfig === undefined ? {} : { LastDeploymentConfig: DeploymentConfig }),
      })),
    relaunching: (name) => change(name, () => ({ EndpointStatus: 'SystemUpdating' })),
    deleting: (name) => change(name, () => ({ EndpointStatus: 'Deleting' })),
    inService(name, fleet) {
      plans.put(name, fleet.plan);
      fleets.set(name, fleet);
      const { configName: EndpointConfigName } = fleet.plan;
      change(name, () => ({ EndpointStatus: 'InService', EndpointConfigName, ProductionVariants: fleet.summaries }));
    },
    fallenBack: (name, reason) => change(name, () => ({ EndpointStatus: 'InService', FailureReason: reason })),
    failed: (name, reason) => change(name, () => ({ EndpointStatus: 'Failed', FailureReason: reason })),
    removed(name) {
      services.tags.delete(requireRecord(name).EndpointArn);
      plans.delete(name);
      records.delete(name);
    },
  };
}

/** The FailureReason for a fleet that did not come into service. */
export function deployFailure(error: unknown): string {
  return error instanceof DeployError ? cut(error.message) : failureReason(error);
}

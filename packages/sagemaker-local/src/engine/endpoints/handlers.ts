import { AwsError, type Handlers } from '../../contracts.ts';
import { arnOf } from '../arn.ts';
import { type Kind, type ListRequest, listSummaries } from '../jobs/listing.ts';
import { pick } from '../pick.ts';
import { refuse } from '../refuse.ts';
import { nowSeconds, type Services } from '../services.ts';
import type { Deployments } from './deploy.ts';
import { resolvePlan } from './plan.ts';
import type { DeploymentConfig, DeployRequest, EndpointRecord } from './record.ts';
import type { Endpoints } from './state.ts';

interface Named {
  readonly EndpointName: string;
}

/** The endpoint operations of the API. */
export function endpointHandlers(services: Services, endpoints: Endpoints, deployments: Deployments): Handlers {
  return {
    async CreateEndpoint(request: DeployRequest, context) {
      const name = request.EndpointName;
      const arn = arnOf('endpoint', name, context);
      if (endpoints.records.get(name) !== undefined) {
        throw new AwsError('ValidationException', `Cannot create already existing endpoint "${arn}".`);
      }
      refuseGuardrails(request.DeploymentConfig);
      const plan = resolvePlan(services.store, name, request.EndpointConfigName, context);
      endpoints.records.put(name, newEndpoint(request, arn, nowSeconds(services)));
      services.tags.set(arn, request.Tags ?? []);
      deployments.create(name, plan);
      return { EndpointArn: arn };
    },

    async UpdateEndpoint(request: DeployRequest, context) {
      const name = request.EndpointName;
      const endpoint = requireSettled(endpoints.require(name, arnOf('endpoint', name, context)));
      if (endpoint.EndpointStatus === 'Failed') {
        throw new AwsError('ValidationException', `Cannot update endpoint "${endpoint.EndpointArn}" in status Failed.`);
      }
      refuseGuardrails(request.DeploymentConfig);
      const plan = resolvePlan(services.store, name, request.EndpointConfigName, context);
      endpoints.updating(name, request);
      deployments.update(name, plan);
      return { EndpointArn: endpoint.EndpointArn };
    },

    async DeleteEndpoint({ EndpointName }: Named, context) {
      requireSettled(endpoints.require(EndpointName, arnOf('endpoint', EndpointName, context)));
      endpoints.deleting(EndpointName);
      deployments.remove(EndpointName);
      return {};
    },

    async DescribeEndpoint({ EndpointName }: Named, context) {
      return { ...endpoints.require(EndpointName, arnOf('endpoint', EndpointName, context)) };
    },

    async ListEndpoints(request: ListRequest) {
      const { summaries, ...token } = listSummaries(endpoints.records.list(), SUMMARIES, request);
      return { Endpoints: summaries, ...token };
    },
  };
}

const SUMMARIES = {
  name: 'EndpointName',
  status: 'EndpointStatus',
  members: ['EndpointName', 'EndpointArn', 'CreationTime', 'LastModifiedTime', 'EndpointStatus'],
} as const satisfies Kind<EndpointRecord, keyof EndpointRecord>;

function newEndpoint(request: DeployRequest, arn: string, now: number): EndpointRecord {
  return {
    ...pick(request, ['EndpointName', 'EndpointConfigName']),
    EndpointArn: arn,
    EndpointStatus: 'Creating',
    CreationTime: now,
    LastModifiedTime: now,
    ...(request.DeploymentConfig === undefined ? {} : { LastDeploymentConfig: request.DeploymentConfig }),
  };
}

function requireSettled(endpoint: EndpointRecord): EndpointRecord {
  if (['InService', 'Failed'].includes(endpoint.EndpointStatus)) return endpoint;
  throw new AwsError('ValidationException', `Cannot update in-progress endpoint "${endpoint.EndpointArn}".`);
}

function refuseGuardrails(config: DeploymentConfig | undefined): void {
  const routing = config?.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type;
  refuse(routing !== undefined && routing !== 'ALL_AT_ONCE', `traffic routing ${routing}`);
  refuse(config?.RollingUpdatePolicy !== undefined, 'rolling updates');
  refuse((config?.AutoRollbackConfiguration?.Alarms ?? []).length > 0, 'alarms that roll back');
}

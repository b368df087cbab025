import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  paginateListEndpointConfigs,
  paginateListModels,
  type SageMakerClient,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { type Clock, type Endpoints, generationName, generationOf, MlopsError } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';
import type { AwsClients } from './clients.ts';
import { invokeEndpoint } from './invoke.ts';
import { tailLogs } from './logs.ts';
import { network, ourTags, tagList } from './shapes.ts';

/** SageMaker declares no other shape for "there is no such thing". */
const ABSENT = ['ValidationException', 'ResourceNotFound'];

/** The one variant; blue/green needs the old and the new config to use the same name. */
const VARIANT = 'AllTraffic';

const DELETE_POLL_MS = 500;
const DELETE_TIMEOUT_SECONDS = 1800;

/** Endpoints and their generations. Throws AWS_CALL_FAILED. */
export function awsEndpoints(clients: AwsClients, clock: Clock): Endpoints {
  const client = clients.sagemaker;
  return {
    observe: (endpoint) => observe(client, endpoint),
    generation: (name) => describeGeneration(client, name),
    config: (name) => describeConfig(client, name),
    generations: (endpoint) => listGenerations(client, endpoint),
    createModel: async (generation, placement) => {
      const vpc = network(placement);
      await call('CreateModel', () =>
        client.send(
          new CreateModelCommand({
            ModelName: generation.name,
            ExecutionRoleArn: placement.role,
            PrimaryContainer: {
              Image: generation.image,
              ModelDataUrl: generation.modelUri,
              Environment: { ...generation.environment },
            },
            Tags: tagList(placement.tags),
            ...(vpc === undefined ? {} : { VpcConfig: vpc }),
          }),
        ),
      );
    },
    createConfig: async (generation, placement) => {
      await call('CreateEndpointConfig', () =>
        client.send(
          new CreateEndpointConfigCommand({
            EndpointConfigName: generation.name,
            ProductionVariants: [
              {
                VariantName: VARIANT,
                ModelName: generation.name,
                InstanceType: generation.instanceType as never,
                InitialInstanceCount: generation.instanceCount,
                InitialVariantWeight: 1,
                ContainerStartupHealthCheckTimeoutInSeconds: generation.startupTimeoutSeconds,
              },
            ],
            Tags: tagList(placement.tags),
            ...(placement.kmsKey === undefined ? {} : { KmsKeyId: placement.kmsKey }),
          }),
        ),
      );
    },
    create: async (EndpointName, EndpointConfigName, placement) => {
      await call('CreateEndpoint', () =>
        client.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName, Tags: tagList(placement.tags) })),
      );
    },
    update: async (EndpointName, EndpointConfigName) => {
      await call('UpdateEndpoint', () => client.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName })));
    },
    removeEndpoint: (endpoint) => removeEndpoint(client, endpoint, clock),
    remove: async (name) => {
      await callUnless('DeleteEndpointConfig', ABSENT, () =>
        client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: name })),
      );
      await callUnless('DeleteModel', ABSENT, () => client.send(new DeleteModelCommand({ ModelName: name })));
    },
    invoke: (endpoint, body) => invokeEndpoint(clients.runtime, endpoint, body),
    logTail: (endpoint, since, count) => tailLogs(clients.logs, `/aws/sagemaker/Endpoints/${endpoint}`, since, count),
  };
}

async function observe(client: SageMakerClient, EndpointName: string): ReturnType<Endpoints['observe']> {
  const found = await callUnless('DescribeEndpoint', ABSENT, () =>
    client.send(new DescribeEndpointCommand({ EndpointName })),
  );
  if (found === undefined) return undefined;
  const images = (found.ProductionVariants ?? []).flatMap((variant) => variant.DeployedImages ?? []);
  return {
    name: EndpointName,
    status: found.EndpointStatus ?? 'Unknown',
    configName: found.EndpointConfigName ?? '',
    resolvedImages: images.flatMap((image) => image.ResolvedImage ?? []),
    ...(found.FailureReason === undefined ? {} : { failureReason: found.FailureReason }),
  };
}

async function describeGeneration(client: SageMakerClient, ModelName: string): ReturnType<Endpoints['generation']> {
  const found = await callUnless('DescribeModel', ABSENT, () => client.send(new DescribeModelCommand({ ModelName })));
  if (found === undefined) return undefined;
  const { spec } = await ourTags(client, found.ModelArn ?? '');
  const container = found.PrimaryContainer;
  return {
    image: container?.Image ?? '',
    modelUri: container?.ModelDataUrl ?? '',
    ...(spec === undefined ? {} : { spec }),
  };
}

async function describeConfig(client: SageMakerClient, EndpointConfigName: string): ReturnType<Endpoints['config']> {
  const found = await callUnless('DescribeEndpointConfig', ABSENT, () =>
    client.send(new DescribeEndpointConfigCommand({ EndpointConfigName })),
  );
  return found === undefined ? undefined : ourTags(client, found.EndpointConfigArn ?? '');
}

async function removeEndpoint(client: SageMakerClient, EndpointName: string, clock: Clock): Promise<void> {
  await callUnless('DeleteEndpoint', ABSENT, () => client.send(new DeleteEndpointCommand({ EndpointName })));
  const started = clock.now();
  while ((await observe(client, EndpointName)) !== undefined) {
    if (clock.now() - started > DELETE_TIMEOUT_SECONDS * 1000)
      throw new MlopsError('TIMED_OUT', { what: `The deletion of "${EndpointName}"`, seconds: DELETE_TIMEOUT_SECONDS });
    await clock.sleep(DELETE_POLL_MS);
  }
}

/** Models and configs of one endpoint by our naming; a clean-up that was killed may have left only one of the two. */
async function listGenerations(client: SageMakerClient, endpoint: string): Promise<readonly string[]> {
  // Long endpoint names are cut in generation names, so the filter is a prefix and the exact name decides afterwards.
  const NameContains = endpoint.slice(0, 40);
  const models = await call('ListModels', () =>
    collect(paginateListModels({ client }, { NameContains }), (page) => page.Models, 'ModelName'),
  );
  const configs = await call('ListEndpointConfigs', () =>
    collect(
      paginateListEndpointConfigs({ client }, { NameContains }),
      (page) => page.EndpointConfigs,
      'EndpointConfigName',
    ),
  );
  const ours = [...new Set([...models, ...configs])].filter((name) => isGenerationOf(name, endpoint));
  return ours.sort((a, b) => (generationOf(b) ?? 0) - (generationOf(a) ?? 0));
}

async function collect<P, K extends string>(
  pages: AsyncIterable<P>,
  items: (page: P) => readonly Partial<Record<K, string | undefined>>[] | undefined,
  key: K,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(items(page) ?? []).flatMap((item) => item[key] ?? []));
  return names;
}

/** True when the name is exactly the one this endpoint gives to that generation; another endpoint's name never is. */
export function isGenerationOf(name: string, endpoint: string): boolean {
  const generation = generationOf(name);
  return generation !== undefined && name === generationName(endpoint, generation, name.slice(-12));
}

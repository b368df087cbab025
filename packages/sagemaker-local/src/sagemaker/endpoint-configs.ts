import { AwsError, type Handlers } from '../contracts.ts';
import { sagemakerArn } from '../wire/identity.ts';
import { echoed, epochSeconds } from './describe.ts';
import { type ListInput, pageOf } from './listing.ts';
import type { SagemakerState } from './state.ts';
import { putTags } from './tags.ts';

interface VariantInput {
  readonly VariantName: string;
  readonly ModelName?: string;
  readonly InitialVariantWeight?: number;
  readonly InitialInstanceCount?: number;
}

interface ConfigInput {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly VariantInput[];
  readonly ShadowProductionVariants?: readonly VariantInput[];
}

/** The Describe record of an endpoint configuration. */
interface ConfigRecord {
  readonly EndpointConfigName: string;
  readonly EndpointConfigArn: string;
  readonly CreationTime: number;
}

/** Endpoint configurations; deleting one that an endpoint uses is allowed, as in SageMaker. */
export function endpointConfigHandlers({ store, tags, clock }: SagemakerState): Handlers {
  const configs = store.records<ConfigRecord>('endpoint-config');
  const models = store.records('model');
  return {
    async CreateEndpointConfig(input: ConfigInput) {
      const { EndpointConfigName: name, ProductionVariants: variants, ShadowProductionVariants: shadows = [] } = input;
      const arn = sagemakerArn('endpoint-config', name);
      if (configs.get(name) !== undefined) {
        throw new AwsError('ValidationException', `Cannot create already existing endpoint configuration "${arn}".`);
      }
      requireVariants([...variants, ...shadows]);
      putTags(tags, arn, input);
      configs.put(name, {
        ...echoed({ ...input, ProductionVariants: variants.map(withDefaults) }, 'DescribeEndpointConfigOutput'),
        EndpointConfigName: name,
        EndpointConfigArn: arn,
        CreationTime: epochSeconds(clock.now()),
      });
      return { EndpointConfigArn: arn };
    },
    DescribeEndpointConfig: async ({ EndpointConfigName }: ConfigInput) => ({ ...existing(EndpointConfigName) }),
    async DeleteEndpointConfig({ EndpointConfigName }: ConfigInput) {
      tags.delete(existing(EndpointConfigName).EndpointConfigArn);
      configs.delete(EndpointConfigName);
      return {};
    },
    async ListEndpointConfigs(input: ListInput) {
      const listed = configs.list().map(({ name, value: { EndpointConfigName, EndpointConfigArn, CreationTime } }) => ({
        name,
        created: CreationTime,
        summary: { EndpointConfigName, EndpointConfigArn, CreationTime },
      }));
      const { summaries, next } = pageOf(listed, input, true);
      return { EndpointConfigs: summaries, ...next };
    },
  };

  function existing(name: string): ConfigRecord {
    const config = configs.get(name);
    if (config !== undefined) return config;
    throw new AwsError(
      'ValidationException',
      `Could not find endpoint configuration "${sagemakerArn('endpoint-config', name)}".`,
    );
  }

  function requireVariants(variants: readonly VariantInput[]): void {
    const names = variants.map(({ VariantName }) => VariantName);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new AwsError('ValidationException', `The variant name "${twice}" is used more than once.`);
    for (const { ModelName } of variants) {
      if (ModelName !== undefined && models.get(ModelName) === undefined) {
        throw new AwsError('ValidationException', `Could not find model "${sagemakerArn('model', ModelName)}".`);
      }
    }
  }
}

/** SageMaker's default weight. */
const withDefaults = (variant: VariantInput): VariantInput => ({ InitialVariantWeight: 1, ...variant });

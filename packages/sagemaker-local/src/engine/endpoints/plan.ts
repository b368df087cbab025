import { AwsError, type RecordStore } from '../../contracts.ts';
import { arnOf, type Owner } from '../arn.ts';
import { refuse } from '../refuse.ts';
import { containerOf, type ModelData } from './container-of.ts';
import type { EndpointConfigRecord, ProductionVariant } from './record.ts';

/** What a fleet runs, resolved: deleting the configuration or the model later does not touch a live endpoint. */
export interface FleetPlan {
  readonly endpointName: string;
  readonly configName: string;
  readonly region: string;
  readonly variants: readonly VariantPlan[];
}

export interface VariantPlan {
  readonly name: string;
  readonly weight: number;
  readonly instanceCount: number;
  readonly image: string;
  readonly modelData?: ModelData;
  readonly environment: Readonly<Record<string, string>>;
  /** How long an instance may take from its start to its first good answer to `/ping`. */
  readonly startupTimeoutSeconds: number;
}

/** SageMaker leaves it to the caller within 60 and 3600 seconds; a local start that takes longer than a minute has failed. */
const defaultStartupTimeoutSeconds = 60;

/**
 * Resolves an endpoint configuration and its models. Throws AwsError `ValidationException` when one of them does not
 * exist or asks for what this engine does not run.
 */
export function resolvePlan(store: RecordStore, endpointName: string, configName: string, owner: Owner): FleetPlan {
  const config = store.records<EndpointConfigRecord>('endpoint-config').get(configName);
  if (config === undefined) {
    const arn = arnOf('endpoint-config', configName, owner);
    const text = `Could not find endpoint configuration "${arn}".`;
    throw new AwsError('ValidationException', text);
  }
  refuse((config.ShadowProductionVariants ?? []).length > 0, 'shadow variants');
  refuse(config.DataCaptureConfig?.EnableCapture === true, 'data capture');
  refuse(config.AsyncInferenceConfig !== undefined, 'asynchronous inference');
  return {
    endpointName,
    configName,
    region: owner.region,
    variants: config.ProductionVariants.map((variant) => variantPlan(store, variant, owner)),
  };
}

function variantPlan(store: RecordStore, variant: ProductionVariant, owner: Owner): VariantPlan {
  refuse(variant.ServerlessConfig !== undefined, 'serverless variants');
  refuse(variant.ModelName === undefined, 'inference components');
  const { image, modelData, environment } = containerOf(store, variant.ModelName ?? '', owner);
  return {
    name: variant.VariantName,
    weight: variant.InitialVariantWeight ?? 1,
    instanceCount: variant.InitialInstanceCount ?? 1,
    image,
    ...(modelData === undefined ? {} : { modelData }),
    environment,
    startupTimeoutSeconds: variant.ContainerStartupHealthCheckTimeoutInSeconds ?? defaultStartupTimeoutSeconds,
  };
}

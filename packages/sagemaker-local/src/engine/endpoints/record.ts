/** CreateEndpoint and UpdateEndpoint, as far as this engine reads them. */
export interface DeployRequest {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly DeploymentConfig?: DeploymentConfig;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface DeploymentConfig {
  readonly BlueGreenUpdatePolicy?: { readonly TrafficRoutingConfiguration: { readonly Type: string } };
  readonly RollingUpdatePolicy?: unknown;
  readonly AutoRollbackConfiguration?: { readonly Alarms?: readonly unknown[] };
}

export type EndpointStatus = 'Creating' | 'Updating' | 'SystemUpdating' | 'InService' | 'Deleting' | 'Failed';

/** The output of DescribeEndpoint, which is also what is stored. Times are epoch seconds. */
export interface EndpointRecord {
  readonly EndpointName: string;
  readonly EndpointArn: string;
  readonly EndpointConfigName: string;
  readonly EndpointStatus: EndpointStatus;
  readonly ProductionVariants?: readonly VariantSummary[];
  readonly FailureReason?: string;
  readonly CreationTime: number;
  readonly LastModifiedTime: number;
  readonly LastDeploymentConfig?: DeploymentConfig;
  readonly PendingDeploymentSummary?: { readonly EndpointConfigName: string; readonly StartTime: number };
}

export interface VariantSummary {
  readonly VariantName: string;
  readonly DeployedImages: readonly {
    readonly SpecifiedImage: string;
    readonly ResolvedImage: string;
    readonly ResolutionTime: number;
  }[];
  readonly CurrentWeight: number;
  readonly DesiredWeight: number;
  readonly CurrentInstanceCount: number;
  readonly DesiredInstanceCount: number;
}

/** The record of kind `endpoint-config`, as far as this engine reads it. */
export interface EndpointConfigRecord {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariant[];
  readonly ShadowProductionVariants?: readonly unknown[];
  readonly DataCaptureConfig?: { readonly EnableCapture?: boolean };
  readonly AsyncInferenceConfig?: unknown;
}

export interface ProductionVariant {
  readonly VariantName: string;
  readonly ModelName?: string;
  readonly InitialInstanceCount?: number;
  readonly InitialVariantWeight?: number;
  readonly ServerlessConfig?: unknown;
  readonly ContainerStartupHealthCheckTimeoutInSeconds?: number;
}

/** The record of kind `model`, as far as this engine reads it. */
export interface ModelRecord {
  readonly ModelName: string;
  readonly PrimaryContainer?: ContainerDefinition;
  readonly Containers?: readonly ContainerDefinition[];
}

export interface ContainerDefinition {
  readonly Image?: string;
  readonly Mode?: string;
  readonly ModelDataUrl?: string;
  readonly ModelDataSource?: {
    readonly S3DataSource?: { readonly S3Uri: string; readonly S3DataType: string; readonly CompressionType: string };
  };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly ModelPackageName?: string;
}

import { pick } from '../pick.ts';

/** CreateTrainingJob, as far as this engine reads it. Times in all shapes are epoch seconds. */
export interface CreateTrainingJob {
  readonly TrainingJobName: string;
  readonly HyperParameters?: Readonly<Record<string, string>>;
  readonly AlgorithmSpecification: AlgorithmSpecification;
  readonly RoleArn: string;
  readonly InputDataConfig?: readonly Channel[];
  readonly OutputDataConfig: { readonly S3OutputPath: string; readonly CompressionType?: string };
  readonly ResourceConfig: ResourceConfig;
  readonly StoppingCondition?: StoppingCondition;
  readonly EnableManagedSpotTraining?: boolean;
  readonly CheckpointConfig?: { readonly S3Uri: string; readonly LocalPath?: string };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface StoppingCondition {
  readonly MaxRuntimeInSeconds?: number;
  /** From the creation of a spot job to its end. */
  readonly MaxWaitTimeInSeconds?: number;
}

export interface AlgorithmSpecification {
  readonly TrainingImage?: string;
  readonly TrainingInputMode: string;
  readonly MetricDefinitions?: readonly MetricDefinition[];
  readonly ContainerEntrypoint?: readonly string[];
  readonly ContainerArguments?: readonly string[];
}

export interface MetricDefinition {
  readonly Name: string;
  readonly Regex: string;
}

export interface Channel {
  readonly ChannelName: string;
  readonly DataSource: {
    readonly S3DataSource?: {
      readonly S3Uri: string;
      readonly S3DataType: string;
      readonly S3DataDistributionType?: string;
    };
  };
  readonly ContentType?: string;
  readonly CompressionType?: string;
  readonly RecordWrapperType?: string;
  readonly InputMode?: string;
}

export interface ResourceConfig {
  readonly InstanceType?: string;
  readonly InstanceCount?: number;
  readonly InstancePreferences?: readonly { readonly InstanceType: string; readonly InstanceCount?: number }[];
  readonly SelectedInstanceType?: string;
  readonly SelectedInstanceCount?: number;
}

export interface Transition {
  readonly Status: string;
  readonly StartTime: number;
  readonly EndTime?: number;
  readonly StatusMessage?: string;
}

/** The output of DescribeTrainingJob, which is also what is stored. */
export interface TrainingJob extends Omit<CreateTrainingJob, 'Tags'> {
  readonly TrainingJobArn: string;
  readonly ModelArtifacts: { readonly S3ModelArtifacts: string };
  readonly TrainingJobStatus: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
  readonly SecondaryStatus: string;
  readonly FailureReason?: string;
  readonly StoppingCondition: StoppingCondition;
  readonly CreationTime: number;
  readonly TrainingStartTime?: number;
  readonly TrainingEndTime?: number;
  readonly LastModifiedTime: number;
  readonly SecondaryStatusTransitions: readonly Transition[];
  readonly FinalMetricDataList?: readonly MetricData[];
  readonly TrainingTimeInSeconds?: number;
  readonly BillableTimeInSeconds?: number;
}

export interface MetricData {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp: number;
}

/** What CreateTrainingJob and DescribeTrainingJob have in common; Tags are not among it. */
const echoed = [
  'TrainingJobName HyperParameters AlgorithmSpecification RoleArn InputDataConfig OutputDataConfig ResourceConfig VpcConfig',
  'StoppingCondition EnableNetworkIsolation EnableInterContainerTrafficEncryption EnableManagedSpotTraining CheckpointConfig',
  'DebugHookConfig DebugRuleConfigurations TensorBoardOutputConfig ExperimentConfig ProfilerConfig ProfilerRuleConfigurations',
  'Environment RetryStrategy RemoteDebugConfig InfraCheckConfig ServerlessJobConfig MlflowConfig ModelPackageConfig',
]
  .join(' ')
  .split(' ') as (keyof CreateTrainingJob)[];

/** SageMaker's default for MaxRuntimeInSeconds: one day. */
export const defaultMaxRuntimeSeconds = 86_400;

/** A job as it is the moment after it was asked for. */
export function newTrainingJob(request: CreateTrainingJob, arn: string, now: number): TrainingJob {
  const { TrainingJobName, OutputDataConfig } = request;
  return {
    ...(pick(request, echoed) as Omit<CreateTrainingJob, 'Tags'>),
    ResourceConfig: withSelectedInstance(request.ResourceConfig),
    StoppingCondition: { MaxRuntimeInSeconds: defaultMaxRuntimeSeconds, ...request.StoppingCondition },
    TrainingJobArn: arn,
    ModelArtifacts: { S3ModelArtifacts: outputUri(OutputDataConfig.S3OutputPath, TrainingJobName, 'model.tar.gz') },
    TrainingJobStatus: 'InProgress',
    SecondaryStatus: 'Starting',
    CreationTime: now,
    LastModifiedTime: now,
    SecondaryStatusTransitions: [{ Status: 'Starting', StartTime: now, StatusMessage: 'Starting the training job' }],
  };
}

/** Where SageMaker puts an archive of a job: `<S3OutputPath>/<job>/output/<name>`. */
export function outputUri(outputPath: string, job: string, name: string): string {
  return `${outputPath.replace(/\/+$/, '')}/${job}/output/${name}`;
}

function withSelectedInstance(config: ResourceConfig): ResourceConfig {
  const chosen = config.InstancePreferences?.[0];
  if (chosen === undefined) return config;
  return { ...config, SelectedInstanceType: chosen.InstanceType, SelectedInstanceCount: chosen.InstanceCount ?? 1 };
}

import {
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobCommandOutput,
  type SageMakerClient,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { defined, type JobState, type Placement, type TrainingRequest } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';
import { network, type OurTags, type TagReader, tagList, times } from './shapes.ts';
import { volumeKey } from './volume-key.ts';

export async function startTraining(
  client: SageMakerClient,
  name: string,
  request: TrainingRequest,
  placement: Placement,
): Promise<void> {
  await call('CreateTrainingJob', () =>
    client.send(new CreateTrainingJobCommand(trainingInput(name, request, placement))),
  );
}

/** The CreateTrainingJob request of a spec; pure. */
export function trainingInput(
  name: string,
  request: TrainingRequest,
  placement: Placement,
): CreateTrainingJobCommandInput {
  return {
    TrainingJobName: name,
    RoleArn: placement.role,
    AlgorithmSpecification: {
      TrainingImage: request.image,
      TrainingInputMode: 'File',
      ...(request.entrypoint.length === 0 ? {} : { ContainerEntrypoint: [...request.entrypoint] }),
      MetricDefinitions: Object.entries(request.metrics).map(([Name, Regex]) => ({ Name, Regex })),
    },
    HyperParameters: { ...request.hyperparameters },
    InputDataConfig: Object.entries(request.channels).map(([ChannelName, data]) => ({
      ChannelName,
      DataSource: {
        S3DataSource: { S3DataType: 'S3Prefix', S3Uri: data.uri, S3DataDistributionType: 'FullyReplicated' },
      },
      ...defined({ ContentType: data.contentType, InputMode: data.inputMode }),
    })),
    OutputDataConfig: {
      S3OutputPath: placement.outputUri,
      ...(placement.kmsKey === undefined ? {} : { KmsKeyId: placement.kmsKey }),
    },
    ResourceConfig: {
      ...instances(request),
      VolumeSizeInGB: request.volumeSizeGb,
      ...defined({ VolumeKmsKeyId: volumeKey(placement, request.instanceTypes) }),
    },
    StoppingCondition: {
      MaxRuntimeInSeconds: request.maxRuntimeSeconds,
      ...defined({ MaxWaitTimeInSeconds: placement.spot?.maxWaitSeconds }),
    },
    Environment: { ...request.environment },
    Tags: tagList(placement.tags),
    ...terms(placement),
  };
}

/** What the service leaves out when it is not asked for is not sent: an older server need not know it. */
function terms(placement: Placement): Partial<CreateTrainingJobCommandInput> {
  return defined({
    VpcConfig: network(placement),
    EnableManagedSpotTraining: placement.spot === undefined ? undefined : true,
    CheckpointConfig: placement.checkpointUri === undefined ? undefined : { S3Uri: placement.checkpointUri },
    EnableNetworkIsolation: placement.networkIsolation,
    EnableInterContainerTrafficEncryption: placement.encryptInterContainer,
  });
}

/** One type goes in InstanceType; several become the service's own ordered preference (1–5 types). */
function instances(request: TrainingRequest): NonNullable<CreateTrainingJobCommandInput['ResourceConfig']> {
  const [first, ...others] = request.instanceTypes;
  if (others.length === 0) return { InstanceType: first as never, InstanceCount: 1 };
  return {
    InstanceCount: 1,
    InstancePreferences: request.instanceTypes.map((InstanceType) => ({ InstanceType })),
  } as never;
}

/** Undefined when there is no such job: Describe answers ValidationException for an absent, well-formed name. */
export async function observeTraining(
  client: SageMakerClient,
  name: string,
  tagsOf: TagReader,
): Promise<JobState | undefined> {
  const job = await callUnless('DescribeTrainingJob', ['ValidationException', 'ResourceNotFound'], () =>
    client.send(new DescribeTrainingJobCommand({ TrainingJobName: name })),
  );
  return job === undefined ? undefined : trainingState(name, job, await tagsOf(job.TrainingJobArn ?? ''));
}

function trainingState(name: string, job: DescribeTrainingJobCommandOutput, made: OurTags): JobState {
  return {
    name,
    // `Deleting` is the only other status the service has; the job is gone for us.
    status: job.TrainingJobStatus === 'Deleting' ? 'Stopped' : (job.TrainingJobStatus ?? 'InProgress'),
    ...(job.SecondaryStatus === undefined ? {} : { secondaryStatus: job.SecondaryStatus }),
    ...made,
    ...(job.ModelArtifacts?.S3ModelArtifacts === undefined ? {} : { artefactUri: job.ModelArtifacts.S3ModelArtifacts }),
    ...(job.FailureReason === undefined ? {} : { failureReason: job.FailureReason }),
    ...times(job.TrainingStartTime, job.TrainingEndTime),
    ...facts(job),
  };
}

/** What a report says of a job; absent as long as the service has not said it. */
function facts(job: DescribeTrainingJobCommandOutput): Partial<JobState> {
  return defined({
    image: job.AlgorithmSpecification?.TrainingImage,
    channels: channelsOf(job.InputDataConfig),
    instanceType: job.ResourceConfig?.SelectedInstanceType ?? job.ResourceConfig?.InstanceType,
    trainingSeconds: job.TrainingTimeInSeconds,
    billableSeconds: job.BillableTimeInSeconds,
    metrics: finalMetrics(job.FinalMetricDataList),
    phases: job.SecondaryStatusTransitions?.map(({ Status = '', StartTime, EndTime }) => ({
      status: Status,
      startedAt: StartTime?.getTime() ?? 0,
      ...defined({ endedAt: EndTime?.getTime() }),
    })),
  });
}

const channelsOf = (inputs: DescribeTrainingJobCommandOutput['InputDataConfig']) =>
  inputs === undefined
    ? undefined
    : Object.fromEntries(
        inputs.map(({ ChannelName = '', DataSource }) => [ChannelName, DataSource?.S3DataSource?.S3Uri ?? '']),
      );

const finalMetrics = (metrics: DescribeTrainingJobCommandOutput['FinalMetricDataList']) =>
  metrics === undefined
    ? undefined
    : Object.fromEntries(metrics.map(({ MetricName = '', Value = Number.NaN }) => [MetricName, Value]));

export const stopTraining = (client: SageMakerClient, name: string) =>
  client.send(new StopTrainingJobCommand({ TrainingJobName: name }));

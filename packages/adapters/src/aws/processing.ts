import {
  CreateProcessingJobCommand,
  type CreateProcessingJobCommandInput,
  DescribeProcessingJobCommand,
  type DescribeProcessingJobCommandOutput,
  type SageMakerClient,
  StopProcessingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { defined, type JobState, type Placement, type ProcessingRequest } from '@mlops-actions/core';
import { call, callUnless } from './call.ts';
import { network, type OurTags, type TagReader, tagList, times } from './shapes.ts';
import { volumeKey } from './volume-key.ts';

const BASE = '/opt/ml/processing';

export async function startProcessing(
  client: SageMakerClient,
  name: string,
  request: ProcessingRequest,
  placement: Placement,
): Promise<void> {
  await call('CreateProcessingJob', () =>
    client.send(new CreateProcessingJobCommand(processingInput(name, request, placement))),
  );
}

/** The CreateProcessingJob request of a spec; pure. Processing knows one instance type, so the first preference is taken. */
function processingInput(
  name: string,
  request: ProcessingRequest,
  placement: Placement,
): CreateProcessingJobCommandInput {
  const kms = placement.kmsKey === undefined ? {} : { KmsKeyId: placement.kmsKey };
  const vpc = network(placement);
  return {
    ProcessingJobName: name,
    RoleArn: placement.role,
    AppSpecification: { ImageUri: request.image, ContainerEntrypoint: [...request.entrypoint] },
    Environment: { ...request.environment },
    ProcessingInputs: Object.entries(request.inputs).map(([InputName, data]) => ({
      InputName,
      S3Input: {
        S3Uri: data.uri,
        LocalPath: `${BASE}/input/${InputName}`,
        S3DataType: 'S3Prefix',
        S3InputMode: 'File',
      },
    })),
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: request.output,
          S3Output: {
            S3Uri: outputUri(name, request, placement),
            LocalPath: `${BASE}/output/${request.output}`,
            S3UploadMode: 'EndOfJob',
          },
        },
      ],
      ...kms,
    },
    ProcessingResources: {
      ClusterConfig: {
        InstanceCount: 1,
        InstanceType: request.instanceTypes[0] as never,
        VolumeSizeInGB: request.volumeSizeGb,
        ...defined({ VolumeKmsKeyId: volumeKey(placement, request.instanceTypes.slice(0, 1)) }),
      },
    },
    StoppingCondition: { MaxRuntimeInSeconds: request.maxRuntimeSeconds },
    Tags: tagList(placement.tags),
    ...(vpc === undefined ? {} : { NetworkConfig: { VpcConfig: vpc } }),
  };
}

const outputUri = (name: string, request: ProcessingRequest, placement: Placement) =>
  `${placement.outputUri}/${name}/${request.output}`;

/** Undefined when there is no such job. */
export async function observeProcessing(
  client: SageMakerClient,
  name: string,
  tagsOf: TagReader,
): Promise<JobState | undefined> {
  const job = await callUnless('DescribeProcessingJob', ['ValidationException', 'ResourceNotFound'], () =>
    client.send(new DescribeProcessingJobCommand({ ProcessingJobName: name })),
  );
  return job === undefined ? undefined : processingState(name, job, await tagsOf(job.ProcessingJobArn ?? ''));
}

function processingState(name: string, job: DescribeProcessingJobCommandOutput, made: OurTags): JobState {
  const artefact = job.ProcessingOutputConfig?.Outputs?.[0]?.S3Output?.S3Uri;
  const reason = job.FailureReason ?? job.ExitMessage;
  return {
    name,
    status: job.ProcessingJobStatus ?? 'InProgress',
    ...made,
    ...(artefact === undefined ? {} : { artefactUri: artefact }),
    ...(reason === undefined ? {} : { failureReason: reason }),
    ...times(job.ProcessingStartTime, job.ProcessingEndTime),
  };
}

export const stopProcessing = (client: SageMakerClient, name: string) =>
  client.send(new StopProcessingJobCommand({ ProcessingJobName: name }));
